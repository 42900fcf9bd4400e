import type { Role } from '@firemeter/functions/contract';
import { Gift, History, type LucideIcon, Radio, Sparkles, Tags } from 'lucide-react';
import { mayCall } from './roles.ts';

export interface Destination {
  to: '/' | '/history' | '/admin/live' | '/admin/prices' | '/admin/grant';
  label: string;
  icon: LucideIcon;
}

export interface DestinationGroup {
  title: string;
  destinations: readonly Destination[];
}

/** Where a person can go. */
export function navigationFor(role: Role | null): DestinationGroup[] {
  const groups: DestinationGroup[] = [
    {
      title: 'Create',
      destinations: [
        { to: '/', label: 'Studio', icon: Sparkles },
        { to: '/history', label: 'History', icon: History },
      ],
    },
  ];
  if (role === null) return groups;
  const team: Destination[] = [{ to: '/admin/live', label: 'Live AI', icon: Radio }];
  if (mayCall(role, 'updateCreditConfiguration')) {
    team.push({ to: '/admin/prices', label: 'Prices', icon: Tags });
  }
  if (mayCall(role, 'grantCreditsToUser')) team.push({ to: '/admin/grant', label: 'Grant', icon: Gift });
  return [...groups, { title: 'Team', destinations: team }];
}
