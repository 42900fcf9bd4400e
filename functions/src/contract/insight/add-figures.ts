/** A tree of numbers. */
export type Figures = { [name: string]: number | Figures };

/** Adds a tree of numbers to another, leaf by leaf. */
export function addFigures(sum: object, tree: object): void {
  const target = sum as Figures;
  for (const [name, value] of Object.entries(tree as Figures)) {
    if (typeof value === 'number') target[name] = ((target[name] as number | undefined) ?? 0) + value;
    else {
      target[name] ??= {};
      addFigures(target[name] as object, value);
    }
  }
}
