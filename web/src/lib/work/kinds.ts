import type { GenerationInput, Quantity } from '@firemeter/functions/contract';
import type { LucideIcon } from 'lucide-react';
import { createContext, useContext } from 'react';
import type { UnitWords } from '../texts/unit-words.ts';

/** What work can start from. */
export type SourceKind = 'image' | 'audio' | 'video';

/** The least of the same kind that can be requested, and what became shorter. */
export interface Shortened {
  readonly input: GenerationInput;
  readonly what: 'text' | 'length';
}

/** What the app shows of a kind of work, wherever it appears. The studio's part of it is in `features/studio/kinds`. */
export interface KindView<I = never> {
  readonly icon: LucideIcon;
  /** The sample of the kind in words, to compare prices by: "a picture"; null: not sold on its own. */
  readonly sample: string | null;
  /** Many of them, to say what credits buy: "pictures"; null: not worth saying. */
  readonly many: string | null;
  /** The same for work whose models make only certain lengths. */
  readonly ofLength?: { one(seconds: number): string; many(lengths: string): string };
  /** A usual piece of work: what a margin is shown for. */
  readonly usual: { readonly quantity: Quantity; readonly words: string };
  /** The words of units that only an app's own kind is counted in: those of Firemeter's kinds are in `unit-words.ts`. */
  readonly units?: Readonly<Record<string, UnitWords>> | undefined;
  /** For which kinds of source its results can be chosen. */
  readonly makes: readonly SourceKind[];
  /**
   * Returns the least that can be asked for instead, for whoever has too few credits. Absent: there is nothing to shorten.
   * @param lengths the only ones that the model makes; null: any
   */
  shorten?(input: I, lengths: readonly number[] | null): Shortened;
  /** Providers don't report progress, so the percentage is an estimate. */
  readonly isProgressEstimated?: boolean;
  /** What guests may do first, where an admin lets them in. */
  readonly isForGuests?: boolean;
  /** Only reels make it: the studio has no form for it. */
  readonly isOnlyInReels?: boolean;
}

/** By kind. A catalog or an activity may name one that this build does not know. */
export type Kinds = Readonly<Record<string, KindView | undefined>>;

const KindsContext = createContext<Kinds>({});
export const KindsProvider = KindsContext.Provider;

export function useKinds(): Kinds {
  return useContext(KindsContext);
}

/** Looks a kind up; undefined: this build does not know it. */
export function viewOf(kinds: Kinds, kind: string | undefined): KindView | undefined {
  return kind !== undefined && Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
}
