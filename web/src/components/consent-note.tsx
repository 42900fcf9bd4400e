import { Link } from '@tanstack/react-router';

/** What is agreed to by going on; opens beside, so that nothing that was chosen is lost. */
export function ConsentNote({ action }: { action: string }) {
  const linkClass = 'underline underline-offset-2 hover:text-ink';
  return (
    <p className="text-ink-3 text-xs">
      By {action} you agree to the{' '}
      <Link to="/terms" target="_blank" className={linkClass}>
        terms of sale
      </Link>{' '}
      and the{' '}
      <Link to="/refunds" target="_blank" className={linkClass}>
        refund policy
      </Link>
      .
    </p>
  );
}
