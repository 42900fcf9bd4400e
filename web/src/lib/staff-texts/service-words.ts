import { t } from '@lingui/core/macro';

/** The parts of the service by the names that staff know them by; jobs and providers are called as they are. */
const partNames: Record<string, string> = {
  store: t`Store`,
  accounts: t`Sign-in`,
  catalog: t`Prices`,
  outputs: t`Files`,
  books: t`Books`,
  alerts: t`Alerts`,
  payments: t`Payments`,
};

export function partName(name: string): string {
  return partNames[name] ?? name;
}
