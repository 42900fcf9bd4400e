import { type DocumentKind, type DocumentOf, documentKinds } from '../../../src/contract/index.ts';
import type { Applied } from '../../../src/meter/commands.ts';

/** What a decision writes, by kind: null where it writes none. */
export function writesOf({ account, writes }: Applied) {
  for (const { kind, id, value } of writes) {
    if (!(kind in documentKinds) || !id || !value) throw new Error(`no document: ${kind} ${id}`);
  }
  const all = <K extends DocumentKind>(kind: K) =>
    writes.flatMap((write): [id: string, value: DocumentOf<K>][] =>
      write.kind === kind ? [[write.id, write.value as DocumentOf<K>]] : [],
    );
  const one = <K extends DocumentKind>(kind: K) => {
    const [first, second] = all(kind);
    if (second) throw new Error(`more than one ${kind}`);
    return first?.[1] ?? null;
  };
  return {
    account,
    entries: all('entry'),
    audit: all('audit')[0] ?? null,
    audits: all('audit').map(([id]) => id),
    activity: one('activity'),
    result: one('result'),
    address: one('address'),
    payment: one('payment'),
    event: one('event'),
    billing: one('billing'),
  };
}

export type Writes = ReturnType<typeof writesOf>;
