import * as l10n from '@vscode/l10n';
import { formatVersion } from '../../values/openSshVersion.ts';
import { type FleetReport, firstRows, type ReportContext } from './fleetReport.ts';
import { firstName, noticedText, reasonText, verdictMeaning, verdictName } from './fleetTexts.ts';
import { percent } from './formatFleetText.ts';
import { type Html, html } from './html.ts';
import { styleSheet } from './htmlStyle.ts';
import { noticedHistogram, verdictBar } from './picture.ts';

/** One page that needs nothing else: no script, no font, no address. */
export function formatFleetHtml(report: FleetReport, context: ReportContext): string {
  const share = (hosts: number) => percent(hosts, report.hosts);
  const verdicts = report.verdicts.map(
    ({ key, hosts, examples }) =>
      html`<tr><td><span class="mark v-${key}"></span>${verdictName(key)}</td><td class="n">${hosts}</td><td class="n">${share(hosts)}</td><td>${verdictMeaning(key)}</td><td>${examples.join(' ')}</td></tr>`,
  );
  const versions = report.versions.map(
    ({ version, hosts, verdicts: rows }) =>
      html`<tr><td>OpenSSH ${version}</td><td class="n">${hosts}</td><td class="bar">${verdictBar(rows, 240, 14)}</td></tr>`,
  );
  const settings = report.settings.map(({ name, hosts: having, values }) => {
    const rows = firstRows(values, 20, having, String).map(
      (row) =>
        html`<tr><td><code>${row.key}</code></td><td class="n">${row.hosts}</td><td class="n">${share(row.hosts)}</td><td>${row.examples.join(' ')}</td></tr>`,
    );
    return html`<details><summary><code>${name}</code></summary><table>${rows}</table></details>`;
  });
  const findings = report.findings.map(
    ({ key, hosts, examples }) =>
      html`<tr><td>${key.severity}</td><td><code>${key.rule}</code></td><td class="n">${hosts}</td><td>${key.message}</td><td>${examples.join(' ')}</td></tr>`,
  );
  const deviations = report.deviations.map(
    ({ key, hosts, examples }) =>
      html`<tr><td class="n">${hosts}</td><td class="n">${share(hosts)}</td><td>${key.asked}</td><td>${examples.join(' ')}</td></tr>`,
  );
  const worst = report.worst.map(
    ({ host, judgement }) =>
      html`<tr><td>${host}</td><td class="v">${formatVersion(judgement.version)}</td><td><span class="mark v-${judgement.verdict}"></span>${verdictName(judgement.verdict)}</td><td>${reasonText(judgement)}</td></tr>`,
  );
  const firsts = report.firsts.map(
    ({ key, hosts }) =>
      html`<tr><td>${firstName(key)}</td><td class="n">${hosts}</td><td class="n">${share(hosts)}</td></tr>`,
  );
  const noticed = firstRows(report.noticed, 30, report.hosts, noticedText).map(
    ({ key, hosts }) => html`<tr><td>${key}</td><td class="n">${hosts}</td><td class="n">${share(hosts)}</td></tr>`,
  );
  const malformed = report.malformed.shown.map(
    ({ line, problem }) => html`<tr><td class="n">${line}</td><td>${problem}</td></tr>`,
  );
  const title = l10n.t('SSH timeouts of {0} machines', report.hosts);
  const page = html`<!doctype html>
<html lang="${context.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>${{ raw: styleSheet }}</style>
</head>
<body>
<h1>${title}</h1>
<p>${about(report, context)}</p>
<h2>${l10n.t('What becomes of a client that has gone')}</h2>
<div class="whole">${verdictBar(report.verdicts)}</div>
<table>${verdicts}</table>
<h2>${l10n.t('Until the server notices')}</h2>
${noticedHistogram(report)}
<details><summary>${l10n.t('Figures')}</summary><table>${noticed}</table></details>
${section(l10n.t('Who ends a connection first'), firsts)}
${section(l10n.t('Releases'), versions)}
${section(l10n.t('The worst machines'), worst)}
${section(l10n.t('Findings'), findings)}
${section(l10n.t('Deviations from the profiles'), deviations)}
<h2>${l10n.t('Settings')}</h2>
${settings}
${section(l10n.t('Lines that were not read: {0}', report.malformed.lines), malformed)}
</body>
</html>
`;
  return page.raw;
}

function about(report: FleetReport, { path, profiles, assumed }: ReportContext): string {
  const parts = [
    ...(path === undefined ? [] : [l10n.t('path: {0}', path)]),
    ...(profiles.length === 0 ? [] : [l10n.t('profiles: {0}', profiles.join(', '))]),
    ...(report.assumedVersions === 0
      ? []
      : [l10n.t('{0} do not say their release: OpenSSH {1} is assumed', report.assumedVersions, assumed)]),
  ];
  return parts.join('; ');
}

function section(title: string, rows: readonly Html[]): Html {
  return rows.length === 0 ? html`` : html`<h2>${title}</h2>\n<table>${rows}</table>`;
}
