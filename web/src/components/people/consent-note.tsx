import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { PropsWithChildren } from 'react';

const link = { target: '_blank', className: 'underline underline-offset-2 hover:text-ink' };

const TermsLink = ({ children }: PropsWithChildren) => (
  <Link to="/terms" {...link}>
    {children}
  </Link>
);

const RefundsLink = ({ children }: PropsWithChildren) => (
  <Link to="/refunds" {...link}>
    {children}
  </Link>
);

/** Says what one agrees to by going on. The terms open in a new tab, so nothing that was chosen is lost. */
export function ConsentNote({ to }: { to: 'pay' | 'change' | 'turn-on' }) {
  return (
    <p className="text-ink-3 text-xs">
      {to === 'pay' && (
        <Trans>
          By paying you agree to the <TermsLink>terms of sale</TermsLink> and the{' '}
          <RefundsLink>refund policy</RefundsLink>.
        </Trans>
      )}
      {to === 'change' && (
        <Trans>
          By changing you agree to the <TermsLink>terms of sale</TermsLink> and the{' '}
          <RefundsLink>refund policy</RefundsLink>.
        </Trans>
      )}
      {to === 'turn-on' && (
        <Trans>
          By turning this on you agree to the <TermsLink>terms of sale</TermsLink> and the{' '}
          <RefundsLink>refund policy</RefundsLink>.
        </Trans>
      )}
    </p>
  );
}
