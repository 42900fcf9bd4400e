import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useAccount } from '#kit/hooks/use-account.ts';
import { Button, buttonClass } from '../../components/ui/button.tsx';
import { usePerson } from '../../lib/service/session/person.tsx';

interface BuyButtonProps {
  label: string;
  /** What it is about: read aloud after the label. */
  what: string;
  look: 'primary' | 'secondary';
  disabled?: boolean;
  /** Null: it is theirs already. */
  onBuy: (() => void) | null;
}

/** Leads to the order; a guest to signing up, somebody who has it to where it is managed. */
export function BuyButton({ label, what, look, disabled = false, onBuy }: BuyButtonProps) {
  const { isGuest } = usePerson();
  const { account } = useAccount();
  const isSuspended = account?.status === 'suspended';
  const full = `${buttonClass({ look })} w-full`;
  if (isGuest) {
    return (
      <Link to="/sign-in" search={{ door: 'sign-up', next: '/credits' }} className={full}>
        <Trans>
          Sign up to buy <span className="sr-only">the {what}</span>
        </Trans>
      </Link>
    );
  }
  if (!onBuy) {
    return (
      <Link to="/billing" className={full}>
        {label}
        <span className="sr-only">
          {' '}
          <Trans>the {what}</Trans>
        </span>
      </Link>
    );
  }
  return (
    <Button look={look} disabled={disabled || isSuspended} onClick={onBuy} className="w-full">
      {label}
      <span className="sr-only">
        {' '}
        <Trans>the {what}</Trans>
      </span>
    </Button>
  );
}
