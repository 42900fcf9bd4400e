import type { WhatIfResult } from '@firemeter/functions/contract';
import { plural, t } from '@lingui/core/macro';
import { UserLink } from '../../../components/people/user-link.tsx';
import { useWho } from '../../../lib/data/use-who.ts';
import { formatCredits } from '../../../lib/texts/format.ts';

type Person = WhatIfResult['topPayMore'][number];

interface PeopleListProps {
  title: string;
  people: readonly Person[];
  /** How many there are in all. */
  count: number;
}

/** Names the people whom a draft concerns the most. */
export function PeopleList({ title, people, count }: PeopleListProps) {
  const more = count - people.length;
  return (
    <details>
      <summary className="cursor-pointer text-[0.8125rem] text-ink-2 hover:text-ink">{title}</summary>
      <ul aria-label={title} className="nums mt-2 divide-y divide-line text-[0.8125rem]">
        {people.map((person) => (
          <Row key={person.accountId} person={person} />
        ))}
        {more > 0 && (
          <li className="py-1.5 text-ink-3">{plural(more, { one: 'and # more', other: 'and # more' })}</li>
        )}
      </ul>
    </details>
  );
}

function Row({ person }: { person: Person }) {
  const { accountId, currentMicros, draftMicros, newlyUnaffordable } = person;
  const { name } = useWho(accountId);
  return (
    <li className="flex flex-wrap justify-between gap-x-4 py-1.5">
      <span className="min-w-0 truncate">
        <UserLink uid={accountId}>{name}</UserLink>
      </span>
      <span className="text-ink-2">
        {t`${formatCredits(currentMicros)} → ${formatCredits(draftMicros)} credits`}
        {newlyUnaffordable > 0 &&
          ` · ${plural(newlyUnaffordable, { one: '# request skipped', other: '# requests skipped' })}`}
      </span>
    </li>
  );
}
