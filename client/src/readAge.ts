const units: Readonly<Record<string, number>> = {
  ...named(86_400, 'd', 'day', 'days', '天', '日'),
  ...named(3_600, 'h', 'hr', 'hrs', 'hour', 'hours', '小时', '个小时', '时'),
  ...named(60, 'm', 'min', 'mins', 'minute', 'minutes', '分', '分钟'),
  ...named(1, '', 's', 'sec', 'secs', 'second', 'seconds', '秒', '秒钟'),
};

/**
 * Seconds in `45`, `45 s`, `12 minutes`, `1h 30m`, `1 hour and 5 min`, `1小时30分钟`, `1:30:00`; undefined where it is
 * none of these. The words are read in both languages, whichever the editor speaks.
 */
export function readAge(text: string): number | undefined {
  const clock = /^\s*(?:(\d+):)?(\d{1,2}):(\d{2})\s*$/.exec(text.replaceAll('：', ':'));
  if (clock) return Number(clock[1] ?? 0) * 3_600 + Number(clock[2]) * 60 + Number(clock[3]);
  const written = text.trim().toLowerCase();
  const parts = [...written.matchAll(/(\d+(?:[.,]\d+)?)\s*([a-z\u4e00-\u9fff]*)(?:\s*(?:,|，|and\b)?\s*(?=\d)|\.?$)/g)];
  if (parts.length === 0 || parts.map(([whole]) => whole).join('') !== written) return undefined;
  const seconds = parts.map(
    ([, amount = '', unit = '']) => Number(amount.replace(',', '.')) * (units[unit] ?? Number.NaN),
  );
  const sum = seconds.reduce((a, b) => a + b);
  return Number.isNaN(sum) ? undefined : sum;
}

function named(seconds: number, ...names: readonly string[]): Record<string, number> {
  return Object.fromEntries(names.map((name) => [name, seconds]));
}
