import type { Activity } from '@firemeter/functions/contract';
import type { ReactNode } from 'react';
import { useCatalog } from '../hooks/use-catalog.ts';
import { useHistory } from '../hooks/use-history.ts';
import type { ShownList } from '../hooks/use-list.ts';
import type { KitTexts } from '../texts/kit-texts.ts';
import { useTexts } from '../texts/texts-context.ts';
import { Icon, type IconName } from './icon.tsx';

/** The requests of whoever is signed in, newest first, with what each has cost, live. */
export function UsageHistory() {
  const published = useCatalog();
  const labelOf = (operation: string) => published?.catalog.operations[operation]?.label ?? operation;
  return <UsageHistoryView {...useHistory()} labelOf={labelOf} />;
}

type UsageHistoryViewProps = Pick<
  ShownList<Activity>,
  'status' | 'items' | 'hasOlder' | 'older' | 'loadOlder'
> & {
  /** Returns the label of an operation. */
  readonly labelOf: (operation: string) => string;
};

/** A list of requests. */
export function UsageHistoryView({ status, items, labelOf, ...list }: UsageHistoryViewProps) {
  const texts = useTexts();
  const words = texts.history;
  return (
    <section className="fm fm-list" aria-label={words.label} aria-busy={items === undefined}>
      {status === 'error' && (
        <p className="fm-error" role="status">
          {words.failed}
        </p>
      )}
      {items === undefined && status !== 'error' && <p className="fm-note">{words.loading}</p>}
      {items?.length === 0 && <p className="fm-empty">{words.none}</p>}
      <ul className="fm-rows">
        {items?.map(({ id, value }) => (
          <li key={id} className="fm-row">
            <div className="fm-row-text">
              <p className="fm-row-title">{labelOf(value.operation)}</p>
              <p className="fm-row-detail">
                {texts.moment(value.createdAt)} · {words.statuses[value.status]}
              </p>
            </div>
            <Charge activity={value} texts={texts} />
          </li>
        ))}
      </ul>
      {list.hasOlder && (
        <button
          type="button"
          className="fm-button fm-secondary"
          disabled={list.older === 'loading'}
          onClick={list.loadOlder}
        >
          {words.loadOlder}
        </button>
      )}
    </section>
  );
}

function Charge({ activity, texts }: { activity: Activity; texts: KitTexts }): ReactNode {
  const { status, heldMicros, capturedMicros } = activity;
  const isOpen = status === 'pending' || status === 'processing';
  if (isOpen && heldMicros > 0) return charge('hourglass', texts.balance.held(heldMicros), 'fm-held');
  if (capturedMicros > 0) return charge('flame', texts.credits(capturedMicros), 'fm-spent');
  return <span className="fm-row-detail">{isOpen ? '' : texts.history.noCharge}</span>;
}

function charge(icon: IconName, text: string, className: string): ReactNode {
  return (
    <span className={`fm-number ${className}`}>
      <Icon name={icon} /> {text}
    </span>
  );
}
