import type { UserRow } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { Avatar } from '../../components/ui/avatar.tsx';
import { useVisibleRows } from '../../lib/page/use-visible-rows.ts';
import { roleTexts } from '../../lib/staff-texts/role-texts.ts';
import { dateText, exactCredits } from '../../lib/texts/format.ts';

interface PeopleTableProps {
  people: readonly UserRow[];
  /** Called when the end of the list comes into sight. */
  onEnd: () => void;
}

const rowHeight = 60;
const columns =
  'grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 md:grid-cols-[minmax(0,2fr)_minmax(0,1fr)_7rem_7rem_7rem] lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)_7rem_7rem_7rem_7rem]';

/** Shows the users found. Only visible rows are rendered. */
export function PeopleTable({ people, onEnd }: PeopleTableProps) {
  const { bodyRef, bodyHeight, rows, measureRow } = useVisibleRows<HTMLUListElement>({
    count: people.length,
    keyOf: (index) => people[index]?.accountId,
    rowHeight,
  });
  const lastIndex = rows.at(-1)?.index ?? 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: when more rows come, or the last one does
  useEffect(() => {
    if (lastIndex >= people.length - 1) onEnd();
  }, [lastIndex, people.length]);
  return (
    <div className="overflow-hidden rounded-2xl border border-line bg-surface">
      <div
        aria-hidden="true"
        className={`${columns} border-line border-b px-4 py-2.5 font-medium text-ink-3 text-xs max-md:hidden`}
      >
        <span>{t`Person`}</span>
        <span>{t`Status`}</span>
        <span className="text-end">{t`Balance`}</span>
        <span className="text-end">{t`Spent`}</span>
        <span className="text-end max-lg:hidden">{t`Last seen`}</span>
        <span className="text-end">{t`Since`}</span>
      </div>
      <ul ref={bodyRef} aria-label={t`People`} className="relative" style={{ height: bodyHeight }}>
        {rows.map(({ index, key, topPx }) => {
          const person = people[index];
          return (
            person && (
              <li
                key={key}
                ref={measureRow}
                data-index={index}
                aria-setsize={people.length}
                aria-posinset={index + 1}
                className="absolute inset-x-0 border-line border-b"
                style={{ height: rowHeight, transform: `translateY(${topPx}px)` }}
              >
                <Row person={person} />
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
}

function Row({ person }: { person: UserRow }) {
  const { uid, name, email, balanceMicros, debtMicros, spentMicros, createdAtMs, lastSeenMs } = person;
  const best = name ?? email ?? uid;
  return (
    <Link
      to="/admin/people/$uid"
      params={{ uid }}
      className={`${columns} h-full items-center px-4 text-[0.8125rem] transition-colors hover:bg-raised/60 focus-visible:-outline-offset-2`}
    >
      <span className="flex min-w-0 items-center gap-3">
        <Avatar uid={uid} name={best} />
        <span className="min-w-0">
          <span className="block truncate font-medium text-sm">{best}</span>
          <span className="block truncate text-ink-3 text-xs">{email ?? uid}</span>
        </span>
      </span>
      <span className="truncate text-ink-2 text-xs max-md:hidden">{marksOf(person).join(' · ')}</span>
      <span className="nums text-end font-medium">
        {exactCredits(balanceMicros)}
        {debtMicros > 0 && (
          <span className="block text-bad text-xs">{t`${exactCredits(debtMicros)} owed`}</span>
        )}
      </span>
      <span className="nums text-end text-ink-2 max-md:hidden">{exactCredits(spentMicros)}</span>
      <span className="nums text-end text-ink-3 max-lg:hidden">
        {lastSeenMs === null ? '–' : dateText(lastSeenMs)}
      </span>
      <span className="nums text-end text-ink-3 max-md:hidden">{dateText(createdAtMs)}</span>
    </Link>
  );
}

function marksOf({ kind, status, unlimited, role, plan }: UserRow): string[] {
  return [
    status === 'suspended' ? t`Suspended` : null,
    kind === 'guest' ? t`Guest` : null,
    unlimited ? t`Unlimited` : null,
    role ? roleTexts[role] : null,
    plan,
  ].filter((mark) => mark !== null);
}
