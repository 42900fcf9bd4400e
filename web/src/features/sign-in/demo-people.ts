import { t } from '@lingui/core/macro';

export interface DemoPerson {
  uid: string;
  email: string;
  name: string;
  can: string;
}

/** Seeded on the emulators, and only there. */
export const demoPeople: readonly DemoPerson[] = [
  {
    uid: 'demo-creator',
    email: 'creator@demo.firemeter',
    name: 'Mia Creator',
    can: t`Creates pictures and chats`,
  },
  { uid: 'demo-second', email: 'second@demo.firemeter', name: 'Noah Second', can: t`Another creator` },
  { uid: 'demo-low', email: 'low@demo.firemeter', name: 'Lena Low', can: t`Almost out of credits` },
  { uid: 'demo-admin', email: 'admin@demo.firemeter', name: 'Ada Admin', can: t`Views and grants` },
  { uid: 'demo-owner', email: 'owner@demo.firemeter', name: 'Olaf Owner', can: t`Full access` },
];

export const demoPassword = 'demo-password';
