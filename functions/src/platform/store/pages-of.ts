import type { Query, QueryDocumentSnapshot } from 'firebase-admin/firestore';

/** Reads a query to its end, in pages of `size` documents. @param after continue after this document */
export async function* pagesOf(
  query: Query,
  size: number,
  after: QueryDocumentSnapshot | null = null,
): AsyncGenerator<QueryDocumentSnapshot[]> {
  let last = after;
  for (;;) {
    const limited = query.limit(size);
    const { docs } = await (last ? limited.startAfter(last) : limited).get();
    if (docs.length > 0) yield docs;
    last = docs.at(-1) ?? null;
    if (docs.length < size || !last) return;
  }
}

/** Reads the documents of a query to its end, `size` of them at a time. */
export async function* documentsOf(query: Query, size: number): AsyncGenerator<QueryDocumentSnapshot> {
  for await (const page of pagesOf(query, size)) yield* page;
}
