/** The most pages of one run. The next run finds the rest. */
const MAX_PAGES = 200;
const PAGE = 200;

/**
 * Processes the results of a query, page by page, each item once. The query no longer finds items that are done. Items that
 * failed are left for the next run.
 */
export async function workOff<T>(options: {
  find: (limit: number) => Promise<readonly T[]>;
  idOf: (item: T) => string;
  /** Processes a page. @returns the number of failed items */
  work: (items: readonly T[]) => Promise<number>;
  /** Called after each page. */
  keep: () => Promise<void>;
}): Promise<{ done: number; failed: number }> {
  const { find, idOf, work, keep } = options;
  const seen = new Set<string>();
  let failed = 0;
  for (let page = 0; page < MAX_PAGES; page++) {
    const fresh = (await find(PAGE + failed)).filter((item) => !seen.has(idOf(item)));
    if (fresh.length === 0) break;
    failed += await work(fresh);
    for (const item of fresh) seen.add(idOf(item));
    await keep();
  }
  return { done: seen.size - failed, failed };
}

/** Processes each item on its own. @returns the number of failed items */
export async function tryEach<T>(
  items: readonly T[],
  attempt: (item: T) => Promise<unknown>,
  onFailure: (item: T, cause: unknown) => void,
): Promise<number> {
  const tried = await Promise.all(
    items.map((item) =>
      attempt(item).then(
        () => true,
        (cause: unknown) => {
          onFailure(item, cause);
          return false;
        },
      ),
    ),
  );
  return tried.filter((isDone) => !isDone).length;
}
