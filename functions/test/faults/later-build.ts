type Fields = Record<string, unknown>;

/** What a commit of the build that is tested makes of a document. */
export interface Rewrite {
  readonly before: Fields | null;
  readonly after: Fields;
}

/** Stands for a build that gives each account, activity, lot and drawn lot a field, beside the build that is tested. */
export class LaterBuild {
  readonly lost: string[] = [];

  /** Returns the document with marks; null when it has them all, or is not rewritten by this build. */
  rewrite(data: Fields): Fields | null {
    if (!Array.isArray(data.lots) && !Array.isArray(data.drawn)) return null;
    // What has ended is never written again.
    if (data.endedAt || [...marksOf(data).values()].every((mark) => mark !== undefined)) return null;
    const marked: Fields = { ...data, mark: markOf('document') };
    if (Array.isArray(data.lots)) marked.lots = data.lots.map(markedLot);
    if (Array.isArray(data.drawn)) {
      marked.drawn = data.drawn.map((drawn) => ({ ...drawn, lot: markedLot(drawn.lot) }));
    }
    return marked;
  }

  /** Notes the marks that a commit has lost: within a document, or when a lot came into it from another. */
  compare(commit: readonly Rewrite[]): void {
    const known = new Map(
      commit.flatMap(({ before }) => [...marksOf(before)].filter(([, mark]) => mark !== undefined)),
    );
    for (const { before, after } of commit) {
      const own = marksOf(before);
      for (const [what, mark] of marksOf(after)) {
        const source = own.has(what) || what === 'document' ? own : known;
        if (mark === undefined && source.get(what) !== undefined) this.lost.push(what);
      }
    }
  }
}

function markedLot(lot: Fields): Fields {
  return { ...lot, mark: markOf(String(lot.lotId)) };
}

function markOf(what: string) {
  return { from: 'a later build', what };
}

function marksOf(data: Fields | null): Map<string, unknown> {
  const { mark, lots, drawn } = data ?? {};
  const described: Fields[] = [
    ...(Array.isArray(lots) ? lots : []),
    ...(Array.isArray(drawn) ? drawn.map(({ lot }) => lot) : []),
  ];
  return new Map([
    ['document', mark],
    ...described.map((lot): [string, unknown] => [`${lot.lotId}`, lot.mark]),
  ]);
}
