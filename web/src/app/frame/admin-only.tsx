import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { Lock } from 'lucide-react';
import { buttonClass } from '../../components/ui/button.tsx';
import { EmptyState } from '../../components/ui/empty-state.tsx';
import { usePerson } from '../../lib/service/session/person.tsx';
import { mayCall } from '../roles.ts';
import { PagePending } from './page-pending.tsx';

/** The call that a page is for; the others only show. */
const neededFor: Record<string, Parameters<typeof mayCall>[1]> = {
  '/admin/live': 'findUsers',
  '/admin/people': 'findUsers',
  '/admin/approvals': 'decideApproval',
  '/admin/grant': 'grantCreditsToUser',
  '/admin/abuse': 'changeBlocks',
  '/admin/audit': 'changeBlocks',
  '/admin/payments': 'refundPayment',
  '/admin/system': 'runJob',
  '/admin/emergency': 'findUsers',
  '/admin/settings': 'updateInsightSettings',
  '/admin/moderation': 'updateModeration',
  '/admin/prices': 'updateCreditConfiguration',
};

/** Keeps pages out of sight of those for whom the server would refuse everything on them. */
export function AdminOnly() {
  const { role } = usePerson();
  const { pathname } = useLocation();
  if (role === undefined) return <PagePending />;
  const needed = neededFor[pathname.split('/').slice(0, 3).join('/')];
  const allowed = needed ? mayCall(role, needed) : role !== null;
  if (allowed) return <Outlet />;
  return (
    <EmptyState
      icon={Lock}
      title={t`This page is for the team`}
      action={
        <Link to="/" className={buttonClass({})}>
          <Trans>Back to studio</Trans>
        </Link>
      }
    >
      <Trans>Your account has no role that opens it. Ask an owner to give you one.</Trans>
    </EmptyState>
  );
}
