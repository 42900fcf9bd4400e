import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { GenerationCostIndicator } from '#kit/components/generation-cost-indicator.tsx';
import type { Offer } from '../../lib/work/use-offer.ts';

const className = 'font-medium text-ember-text underline underline-offset-2';

/** Under a prompt: what will be left, or what stands in the way, with the way to the page that helps. */
export function CostIndicator({ id, offer }: { id: string; offer: Offer }) {
  return (
    <GenerationCostIndicator
      id={id}
      quote={offer}
      isPriceShown
      getCredits={
        <Link to="/credits" className={className}>
          <Trans>Get credits</Trans>
        </Link>
      }
      signUp={
        <Link to="/sign-in" search={{ door: 'sign-up' }} className={className}>
          <Trans>Sign up</Trans>
        </Link>
      }
    />
  );
}
