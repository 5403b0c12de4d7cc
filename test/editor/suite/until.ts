/** Asks again until the answer is truthy and, if it is a list, not empty; an error names `what` after the patience. */
export async function until<Answer>(
  what: string,
  question: () => Answer | PromiseLike<Answer>,
  milliseconds = 15_000,
): Promise<NonNullable<Awaited<Answer>>> {
  const end = Date.now() + milliseconds;
  for (;;) {
    const answer = await question();
    if (answer && !(Array.isArray(answer) && answer.length === 0)) return answer as NonNullable<Awaited<Answer>>;
    if (Date.now() > end) throw new Error(`not within ${milliseconds} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
