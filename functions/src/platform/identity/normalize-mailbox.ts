/** A mail provider, and how its addresses map to mailboxes. */
interface MailProvider {
  readonly domains: RegExp;
  /** The one domain that all of its domains stand for. */
  readonly domain?: string;
  /** The character before a suffix that the holder can choose. */
  readonly suffix: '+' | '-';
  readonly ignoresDots?: true;
}

/**
 * Providers whose holders can make up addresses of one mailbox. Relays (Hide My Email, Firefox Relay, DuckDuckGo,
 * SimpleLogin, addy.io) are not included, because their addresses don't reveal the mailbox.
 */
const providers: readonly MailProvider[] = [
  { domains: /^(gmail|googlemail)\.com$/, domain: 'gmail.com', suffix: '+', ignoresDots: true },
  { domains: /^(outlook|hotmail|live|msn)\.[a-z]{2,3}(\.[a-z]{2})?$/, suffix: '+' },
  { domains: /^(icloud|me|mac)\.com$/, domain: 'icloud.com', suffix: '+' },
  { domains: /^(proton\.me|protonmail\.com|protonmail\.ch|pm\.me)$/, domain: 'proton.me', suffix: '+' },
  { domains: /^fastmail\.(com|fm)$/, suffix: '+' },
  { domains: /^(yahoo\.[a-z]{2,3}(\.[a-z]{2})?|ymail\.com|rocketmail\.com)$/, suffix: '-' },
];

/** Returns the address of the mailbox that receives mail for an address, as far as the provider's rules are known. */
export function normalizeMailbox(email: string): string {
  const address = email.trim().toLowerCase();
  const at = address.lastIndexOf('@');
  const [local, domain] = [address.slice(0, at), address.slice(at + 1)];
  const provider = providers.find(({ domains }) => domains.test(domain));
  if (at < 1 || !provider) return address;
  const end = local.indexOf(provider.suffix);
  // An empty suffix isn't a suffix.
  const base = end > 0 ? local.slice(0, end) : local;
  const name = provider.ignoresDots ? base.replaceAll('.', '') : base;
  return `${name}@${provider.domain ?? domain}`;
}
