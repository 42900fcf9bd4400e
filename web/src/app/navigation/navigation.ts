import { type Catalog, mayDo, type Role } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import {
  Activity,
  Bell,
  ChartNoAxesCombined,
  Clapperboard,
  Coins,
  Gauge,
  Gift,
  History,
  Images,
  LayoutDashboard,
  type LucideIcon,
  Radio,
  Receipt,
  ScrollText,
  Settings,
  ShieldAlert,
  ShieldCheck,
  Siren,
  Sparkles,
  Stamp,
  Tags,
  Users,
  Webhook,
} from 'lucide-react';
import { sellsReels } from '../../lib/work/sells-reels.ts';
import { mayCall } from '../roles.ts';

export interface Destination {
  to:
    | '/'
    | '/reel'
    | '/library'
    | '/dashboard'
    | '/history'
    | '/credits'
    | '/admin/overview'
    | '/admin/analytics'
    | '/admin/live'
    | '/admin/alerts'
    | '/admin/endpoints'
    | '/admin/people'
    | '/admin/approvals'
    | '/admin/abuse'
    | '/admin/audit'
    | '/admin/moderation'
    | '/admin/prices'
    | '/admin/grant'
    | '/admin/payments'
    | '/admin/system'
    | '/admin/emergency'
    | '/admin/settings';
  label: string;
  icon: LucideIcon;
  /** After `g`, the letter that goes there. */
  key?: string;
  /** The counter that is shown next to its name. */
  counts?: 'open-alerts' | 'approvals' | 'appeals';
}

export interface DestinationGroup {
  title: string;
  destinations: readonly Destination[];
}

const reel: Destination = { to: '/reel', label: t`Reel`, icon: Clapperboard, key: 'e' };

/** Where a person can go. @param catalog undefined while it is not known */
export function navigationFor(
  role: Role | null | undefined,
  catalog: Catalog | undefined,
): DestinationGroup[] {
  const groups: DestinationGroup[] = [
    {
      title: t`Create`,
      destinations: [
        { to: '/', label: t`Studio`, icon: Sparkles, key: 's' },
        ...(catalog && sellsReels(catalog) ? [reel] : []),
        { to: '/library', label: t`Library`, icon: Images, key: 'i' },
        { to: '/dashboard', label: t`Dashboard`, icon: Gauge, key: 'd' },
        { to: '/history', label: t`History`, icon: History, key: 'h' },
        { to: '/credits', label: t`Credits`, icon: Coins, key: 'c' },
      ],
    },
  ];
  if (!role) return groups;
  const team: Destination[] = [
    { to: '/admin/overview', label: t`Overview`, icon: LayoutDashboard, key: 'o' },
    { to: '/admin/analytics', label: t`Analytics`, icon: ChartNoAxesCombined, key: 'a' },
  ];
  if (mayDo(role, 'read-people')) team.push({ to: '/admin/live', label: t`Live AI`, icon: Radio, key: 'l' });
  if (mayCall(role, 'acknowledgeAlert')) {
    team.push({ to: '/admin/alerts', label: t`Alerts`, icon: Bell, key: 't', counts: 'open-alerts' });
  }
  if (mayCall(role, 'findUsers')) team.push({ to: '/admin/people', label: t`People`, icon: Users, key: 'p' });
  if (mayCall(role, 'changeBlocks')) {
    team.push({ to: '/admin/abuse', label: t`Abuse`, icon: ShieldAlert, key: 'b', counts: 'appeals' });
    team.push({ to: '/admin/audit', label: t`Audit`, icon: ScrollText, key: 'u' });
  }
  if (mayCall(role, 'updateModeration')) {
    team.push({ to: '/admin/moderation', label: t`Moderation`, icon: ShieldCheck, key: 'm' });
  }
  if (mayCall(role, 'updateCreditConfiguration')) {
    team.push({ to: '/admin/prices', label: t`Prices`, icon: Tags, key: 'r' });
  }
  if (mayCall(role, 'grantCreditsToUser'))
    team.push({ to: '/admin/grant', label: t`Grant`, icon: Gift, key: 'n' });
  if (mayCall(role, 'decideApproval')) {
    team.push({ to: '/admin/approvals', label: t`Approvals`, icon: Stamp, key: 'v', counts: 'approvals' });
  }
  if (mayCall(role, 'refundPayment'))
    team.push({ to: '/admin/payments', label: t`Payments`, icon: Receipt, key: 'y' });
  if (mayCall(role, 'runJob')) team.push({ to: '/admin/system', label: t`System`, icon: Activity, key: 'x' });
  if (mayCall(role, 'findUsers'))
    team.push({ to: '/admin/emergency', label: t`Emergency`, icon: Siren, key: 'z' });
  if (mayCall(role, 'changeEndpoint'))
    team.push({ to: '/admin/endpoints', label: t`Endpoints`, icon: Webhook, key: 'w' });
  if (mayCall(role, 'updateInsightSettings'))
    team.push({ to: '/admin/settings', label: t`Settings`, icon: Settings, key: 'i' });
  return [...groups, { title: t`Team`, destinations: team }];
}
