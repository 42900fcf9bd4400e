import type { BuiltInKind, InputOf, Operation, PublishedCatalog } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import type { ComponentType } from 'react';
import type { KindView } from '../../../lib/work/kinds.ts';

export interface StudioProps {
  name: string;
  operation: Operation;
  published: PublishedCatalog;
}

/** Everything that the app shows of a kind of work: its name, its form and its results. */
export type StudioKind<K extends BuiltInKind> = KindView<InputOf<K>> & {
  /** The form for a request; null: it isn't requested in the studio. */
  readonly Form: ComponentType<StudioProps> | null;
};

/** How a studio shows what was made, and what it says about it. */
export interface Results {
  /** Pictures are tiles, videos are wide, everything that is read or heard is a list. */
  readonly shape: 'tiles' | 'wide' | 'list';
  /** What plays it; a player of sound carries the title itself. */
  readonly player: 'film' | 'sound' | null;
  /** One of them: "Picture". */
  readonly noun: string;
  /** All of a person's: "Your pictures". */
  readonly all: string;
  readonly loading: string;
  /** Over the empty page. */
  readonly title: string;
  readonly text: string;
  readonly ideas: readonly string[];
}

/** Adds what everybody should know before they ask for something that costs. */
export function priceFirst(text: string): string {
  return `${text} ${t`You see the price first, and pay nothing if it fails.`}`;
}

/** The least that a text can be: what a shorter one would cost. */
export const shortestText = 'a';
