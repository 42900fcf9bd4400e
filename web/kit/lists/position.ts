/** The place of a document in a list: newest first, and by its id among those of one moment. */
export interface Position {
  /** What the list is ordered by, in milliseconds or as a number. */
  readonly order: number;
  readonly id: string;
  /** The stored value of the order, as a query's cursor takes it. */
  readonly raw?: unknown;
}

/** Negative when `a` stands above `b`. The order of Firestore: both by the field and by the id, descending. */
export function comparePositions(a: Position, b: Position): number {
  if (a.order !== b.order) return b.order - a.order;
  if (a.id === b.id) return 0;
  return a.id > b.id ? -1 : 1;
}

export function isBelow(a: Position, b: Position): boolean {
  return comparePositions(a, b) > 0;
}
