import { type Activity, isOpen } from '@firemeter/functions/contract';
import { Trans } from '@lingui/react/macro';
import { Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useLive } from '#kit/hooks/use-live.ts';
import { whyNot } from '../../lib/errors/why-not.ts';
import { usePerson } from '../../lib/service/session/person.tsx';
import { accountSource } from '../../lib/service/sources/live-sources.ts';
import { ReturnAction } from '../staff-actions/credit-actions.tsx';
import { Button } from '../ui/button.tsx';

/** Offers to return a request's charge, if there was one. */
export function RefundCredits({ activityId, activity }: { activityId: string; activity: Activity }) {
  const me = usePerson();
  const [isOpened, setIsOpened] = useState(false);
  const { items } = useLive(isOpened ? accountSource(activity.accountId) : null);
  if (isOpen(activity) || activity.capturedMicros === 0) return null;
  const reason = whyNot(me.role, 'return-credits', { isSelf: me.uid === activity.uid });
  return (
    <div>
      <Button size="small" disabled={reason !== null} onClick={() => setIsOpened(true)}>
        <Undo2 aria-hidden="true" className="size-4" /> <Trans>Refund credits</Trans>
      </Button>
      {reason && <p className="mt-1 text-ink-3 text-xs">{reason}</p>}
      {isOpened && (
        <ReturnAction
          activityId={activityId}
          activity={activity}
          account={items?.[0]?.value}
          onClose={() => setIsOpened(false)}
        />
      )}
    </div>
  );
}
