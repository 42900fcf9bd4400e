import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { ChevronRight, Search, SearchX } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { Avatar } from '../../components/ui/avatar.tsx';
import { EmptyState } from '../../components/ui/empty-state.tsx';
import { Field } from '../../components/ui/field.tsx';
import { usePeople } from '../../lib/data/use-people.ts';
import { exactCredits } from '../../lib/texts/format.ts';

/** Whose payments? By the beginning of an email address or a name, or by an account id. */
export function PersonSearch({ onUid }: { onUid: (uid: string) => void }) {
  const [text, setText] = useState('');
  const asked = useDeferredValue(text);
  const { data, isError, isFetching } = usePeople(asked);
  return (
    <div className="rounded-2xl border border-line bg-surface">
      <div className="border-line border-b p-4 sm:p-5">
        <Field
          label={t`Person`}
          type="search"
          placeholder={t`Beginning of an email address or a name, or an account id`}
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      {asked.trim() === '' ? (
        <EmptyState icon={Search} title={t`Whose payments?`}>
          <Trans>Payments are found by the person who made them.</Trans>
        </EmptyState>
      ) : isError ? (
        <EmptyState icon={SearchX} title={t`The search did not work`}>
          <Trans>Check your connection, and type on to try again.</Trans>
        </EmptyState>
      ) : data?.length === 0 ? (
        <EmptyState icon={SearchX} title={t`Nobody found`}>
          <Trans>
            No account begins with “<bdi>{asked.trim()}</bdi>”.
          </Trans>
        </EmptyState>
      ) : (
        <ul aria-label={t`People found`} aria-busy={isFetching} className="divide-y divide-line">
          {data?.map(({ uid, name, email, debtMicros }) => (
            <li key={uid}>
              <button
                type="button"
                onClick={() => onUid(uid)}
                className="flex w-full items-center gap-3 px-4 py-3 text-start transition-colors hover:bg-raised/60 focus-visible:-outline-offset-2 sm:px-5"
              >
                <Avatar uid={uid} name={name ?? email ?? uid} />
                <span className="min-w-0 flex-1">
                  <span className="block truncate font-medium">{name ?? email ?? uid}</span>
                  <span className="block truncate text-ink-3 text-xs">{email ?? uid}</span>
                </span>
                {debtMicros > 0 && (
                  <span className="nums text-bad text-xs">
                    <Trans>{exactCredits(debtMicros)} owed</Trans>
                  </span>
                )}
                <ChevronRight aria-hidden="true" className="size-4 shrink-0 text-ink-3" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
