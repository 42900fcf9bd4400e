import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';

const link = { target: '_blank', className: 'underline underline-offset-2 hover:text-ink' };

/** Says what one agrees to by going on. The terms open in a new tab, so nothing that was chosen is lost. */
export function ConsentNote({ to }: { to: 'pay' | 'change' | 'turn-on' }) {
  return (
    <p className="text-ink-3 text-xs">
      {to === 'pay' && (
        <Trans>
          By paying you agree to the{' '}
          <Link to="/terms" {...link}>
            terms of sale
          </Link>{' '}
          and the{' '}
          <Link to="/refunds" {...link}>
            refund policy
          </Link>
          .
        </Trans>
      )}
      {to === 'change' && (
        <Trans>
          By changing you agree to the{' '}
          <Link to="/terms" {...link}>
            terms of sale
          </Link>{' '}
          and the{' '}
          <Link to="/refunds" {...link}>
            refund policy
          </Link>
          .
        </Trans>
      )}
      {to === 'turn-on' && (
        <Trans>
          By turning this on you agree to the{' '}
          <Link to="/terms" {...link}>
            terms of sale
          </Link>{' '}
          and the{' '}
          <Link to="/refunds" {...link}>
            refund policy
          </Link>
          .
        </Trans>
      )}
    </p>
  );
}
