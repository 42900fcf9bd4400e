export interface DemoPerson {
  email: string;
  name: string;
  can: string;
}

/** Seeded on the emulators, and only there. */
export const demoPeople: readonly DemoPerson[] = [
  { email: 'creator@demo.firemeter', name: 'Mia Creator', can: 'Makes pictures and chats' },
  { email: 'second@demo.firemeter', name: 'Noah Second', can: 'Another creator' },
  { email: 'low@demo.firemeter', name: 'Lena Low', can: 'Almost out of credits' },
  { email: 'admin@demo.firemeter', name: 'Ada Admin', can: 'Watches and grants' },
  { email: 'owner@demo.firemeter', name: 'Olaf Owner', can: 'May do everything' },
];

export const demoPassword = 'demo-password';
