import type { Catalog, SwitchTarget } from '@firemeter/functions/contract';
import { createContext, useContext } from 'react';
import { type Path, valueAt } from '../../../lib/page/at-path.ts';

/** What is asked to be switched, in words and for the server. */
export interface AskedSwitch {
  readonly target: SwitchTarget;
  readonly label: string;
  readonly enabled: boolean;
}

export interface Editing {
  /** With the draft's changes. */
  readonly catalog: Catalog;
  readonly published: Catalog;
  /** Null: nobody has looked yet. */
  readonly reachableProviders: readonly string[] | null;
  /** Returns what people call a provider. */
  providerLabel(name: string): string;
  /** What is wrong, by the path joined with dots. */
  readonly faults: ReadonlyMap<string, string>;
  change(path: Path, value: unknown): void;
  askSwitch(asked: AskedSwitch): void;
}

const EditingContext = createContext<Editing | null>(null);
export const EditingProvider = EditingContext.Provider;

export function useEditing(): Editing {
  const editing = useContext(EditingContext);
  if (!editing) throw new Error('useEditing needs an EditingProvider around it');
  return editing;
}

export interface EditedField {
  readonly value: unknown;
  readonly publishedValue: unknown;
  readonly fault: string | undefined;
  set(value: unknown): void;
}

export function useEditedField(path: Path): EditedField {
  const { catalog, published, faults, change } = useEditing();
  return {
    value: valueAt(catalog, path),
    publishedValue: valueAt(published, path),
    fault: faults.get(path.join('.')),
    set: (value) => change(path, value),
  };
}
