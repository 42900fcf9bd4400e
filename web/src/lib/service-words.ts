/** The parts of the service by the names that staff know them by; jobs and providers are called as they are. */
const partNames: Record<string, string> = {
  store: 'Store',
  accounts: 'Sign-in',
  catalog: 'Prices',
  outputs: 'Files',
  books: 'Books',
  alerts: 'Alerts',
  payments: 'Payments',
};

export function partName(name: string): string {
  return partNames[name] ?? name;
}
