import { userSorts } from '@firemeter/functions/contract';
import { z } from 'zod';
import { dayEndMs, dayStartMs } from '../../lib/texts/day-range.ts';
import type { PeopleRequest } from './use-people-list.ts';

export const traits = ['suspended', 'unlimited', 'staff', 'plan', 'debt', 'low'] as const;
export type Trait = (typeof traits)[number];

/** The state of the list of users in the address. */
export const peopleSearch = z.object({
  text: z.string().catch(''),
  kind: z.enum(['all', 'person', 'guest']).catch('all'),
  /** Joined by commas. */
  are: z.string().catch(''),
  sort: z.enum(userSorts).catch('newest'),
  fromDay: z.string().catch(''),
  untilDay: z.string().catch(''),
});
export type PeopleSearch = z.infer<typeof peopleSearch>;

export function traitsOf({ are }: Pick<PeopleSearch, 'are'>): Trait[] {
  return traits.filter((trait) => are.split(',').includes(trait));
}

export function toRequest(search: PeopleSearch): PeopleRequest {
  const { text, kind, sort, fromDay, untilDay } = search;
  return {
    sort,
    filter: {
      text: text.trim() || null,
      kind: kind === 'all' ? null : kind,
      are: traitsOf(search),
      signedUpFromMs: dayStartMs(fromDay),
      signedUpUntilMs: dayEndMs(untilDay),
    },
  };
}
