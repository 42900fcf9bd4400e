import { t } from '@lingui/core/macro';
import { Link } from '@tanstack/react-router';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { ArrivalView } from '../../components/results/arrival-view.tsx';
import { buttonClass } from '../../components/ui/button.tsx';
import { useArrival } from './use-arrival.ts';

interface ReturnPageProps {
  /** Null: a plan, each of whose invoices is a payment of its own. */
  paymentId: string | null;
  cancelled: boolean;
}

/** Where Stripe's page leads back to: shows the credits as they come, without being asked again. */
export function ReturnPage({ paymentId, cancelled }: ReturnPageProps) {
  const arrival = useArrival({ paymentId, cancelled });
  const again = arrival.kind === 'cancelled' || arrival.kind === 'failed';
  return (
    <div className="mx-auto w-full max-w-5xl">
      <PageHeader title={t`Your purchase`} />
      <ArrivalView
        arrival={arrival}
        actions={
          <>
            <Link
              to={again ? '/credits' : '/'}
              className={buttonClass({ look: arrival.kind === 'waiting' ? 'secondary' : 'primary' })}
            >
              {again ? t`Back to the packs` : t`Go to studio`}
            </Link>
            {arrival.kind !== 'unknown' && arrival.kind !== 'cancelled' && (
              <Link
                to="/billing"
                search={paymentId === null ? {} : { payment: paymentId }}
                className={buttonClass({ look: 'quiet' })}
              >
                {arrival.kind === 'arrived' ? t`See the receipt` : t`Your payments`}
              </Link>
            )}
          </>
        }
      />
    </div>
  );
}
