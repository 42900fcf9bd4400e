import { t } from '@lingui/core/macro';

export interface DemoPerson {
  email: string;
  name: string;
  can: string;
}

/** Seeded on the emulators, and only there. */
export const demoPeople: readonly DemoPerson[] = [
  { email: 'creator@demo.firemeter', name: 'Mia Creator', can: t`Creates pictures and chats` },
  { email: 'second@demo.firemeter', name: 'Noah Second', can: t`Another creator` },
  { email: 'low@demo.firemeter', name: 'Lena Low', can: t`Almost out of credits` },
  { email: 'admin@demo.firemeter', name: 'Ada Admin', can: t`Views and grants` },
  { email: 'owner@demo.firemeter', name: 'Olaf Owner', can: t`Full access` },
];

export const demoPassword = 'demo-password';
