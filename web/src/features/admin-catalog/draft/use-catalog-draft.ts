import {
  type Catalog,
  type CatalogFault,
  type PublishedCatalog,
  readCatalog,
} from '@firemeter/functions/contract';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { keptFor } from '../../../lib/kept/kept.ts';
import { type Path, withValueAt } from '../../../lib/page/at-path.ts';
import { usePerson } from '../../../lib/service/session/person.tsx';
import { isSame, rebase } from '../../../lib/service/sources/rebase.ts';
import { type Draft, loadDraft, saveDraft } from './saved-draft.ts';

export interface CatalogDraft {
  /** Null while nothing is changed. */
  readonly draft: Draft | null;
  /** The draft, or what is published. */
  readonly catalog: Catalog;
  readonly faults: readonly CatalogFault[];
  change(path: Path, value: unknown): void;
  /** Takes another whole catalog for a draft. */
  replace(catalog: Catalog): void;
  discard(): void;
  /** Brings back what was discarded or replaced, from another page too. */
  restore(draft: Draft): void;
  /** Makes the changes anew on what is published now; returns where both had changed the same. */
  takeOver(): readonly string[];
}

/** The changes an admin has made and not published: kept in this browser until they are published or discarded. */
export function useCatalogDraft(published: PublishedCatalog): CatalogDraft {
  const { uid } = usePerson();
  const kept = useMemo(() => keptFor(uid, 'browser'), [uid]);
  const [draft, setDraft] = useState(() => loadDraft(kept));
  useEffect(() => saveDraft(kept, draft), [kept, draft]);

  const startFrom = useCallback(
    (kept: Draft | null): Draft =>
      kept ?? { baseVersion: published.version, base: published.catalog, catalog: published.catalog },
    [published],
  );
  const catalog = draft?.catalog ?? published.catalog;
  const faults = useMemo(() => readCatalog(catalog).faults ?? [], [catalog]);
  return {
    draft,
    catalog,
    faults,
    change: (path, value) =>
      setDraft((kept) => {
        const from = startFrom(kept);
        return unlessSame({ ...from, catalog: withValueAt(from.catalog, path, value) });
      }),
    replace: (next) => setDraft((kept) => unlessSame({ ...startFrom(kept), catalog: next })),
    discard: () => setDraft(null),
    restore(lost) {
      saveDraft(kept, lost);
      setDraft(lost);
    },
    takeOver() {
      if (!draft) return [];
      const theirs = published.catalog;
      const rebased = rebase({ base: draft.base, mine: draft.catalog, theirs });
      setDraft(unlessSame({ baseVersion: published.version, base: theirs, catalog: rebased.draft }));
      return rebased.overlaps;
    },
  };
}

function unlessSame(draft: Draft): Draft | null {
  return isSame(draft.base, draft.catalog) ? null : draft;
}
