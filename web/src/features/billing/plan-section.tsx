import type { Billing, Catalog } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { buttonClass } from '../../components/ui/button.tsx';
import { currentSubscriptions } from '../../lib/texts/payment-words.ts';
import { OwnPlan } from './own-plan.tsx';

interface PlanSectionProps {
  billing: Billing | null;
  plans: Catalog['plans'];
  isSuspended: boolean;
}

/** The plan that somebody has. Who has two, bought in two tabs, sees both and can end each. */
export function PlanSection({ billing, plans, isSuspended }: PlanSectionProps) {
  const subscriptions = currentSubscriptions(billing);
  if (subscriptions.length === 0) {
    return (
      <div className="space-y-4 p-5">
        <p className="text-[0.8125rem] text-ink-2">
          {billing?.subscription?.status === 'cancelled'
            ? t`Your plan has ended. Credits from packs stay.`
            : t`No plan. A plan brings new credits every month.`}
        </p>
        <Link to="/credits" className={buttonClass({})}>
          <Trans>See the plans</Trans>
        </Link>
      </div>
    );
  }
  return (
    <div className="divide-y divide-line">
      {subscriptions.length > 1 && (
        <p className="p-5 text-[0.8125rem] text-held">
          {isSuspended ? (
            <Trans>
              You have {subscriptions.length} plans, and each is charged for once your account is reinstated.
              Cancel the one you don’t need.
            </Trans>
          ) : (
            <Trans>
              You have {subscriptions.length} plans, and each is charged for. Cancel the one you don’t need.
            </Trans>
          )}
        </p>
      )}
      {subscriptions.map((subscription, index) => (
        <OwnPlan
          key={subscription.subscriptionId}
          subscription={subscription}
          isSuspended={isSuspended}
          plans={plans}
          nextAllotmentAt={index === 0 ? (billing?.nextAllotmentAt ?? null) : null}
          canChange={index === 0}
        />
      ))}
    </div>
  );
}
