import { jobs, presets } from '@firemeter/functions/contract';
import { providers } from '../../functions/src/generation/providers/registry.ts';

/** A page, and who looks at it; null: nobody is signed in. */
export interface ScreenPage {
  readonly name: string;
  readonly path: string;
  readonly as: 'Mia Creator' | 'Ada Admin' | null;
}

/** Every page of the app, save the components' own, which is not translated. */
export const screenPages: readonly ScreenPage[] = [
  { name: 'sign-in', path: '/', as: null },
  { name: 'sign-up', path: '/sign-in?door=sign-up', as: null },
  { name: 'studio', path: '/', as: 'Mia Creator' },
  { name: 'studio-video', path: '/?make=video', as: 'Mia Creator' },
  { name: 'studio-voice', path: '/?make=voice', as: 'Mia Creator' },
  { name: 'studio-chat', path: '/?make=chat', as: 'Mia Creator' },
  { name: 'reel', path: '/reel', as: 'Mia Creator' },
  { name: 'credits', path: '/credits', as: 'Mia Creator' },
  { name: 'billing', path: '/billing', as: 'Mia Creator' },
  { name: 'purchase', path: '/billing/return?payment=none&left=1', as: 'Mia Creator' },
  { name: 'terms', path: '/terms', as: 'Mia Creator' },
  { name: 'refunds', path: '/refunds', as: 'Mia Creator' },
  { name: 'library', path: '/library', as: 'Mia Creator' },
  { name: 'dashboard', path: '/dashboard', as: 'Mia Creator' },
  { name: 'history', path: '/history', as: 'Mia Creator' },
  { name: 'credit-history', path: '/history?view=credits', as: 'Mia Creator' },
  { name: 'statement', path: '/history/statement', as: 'Mia Creator' },
  { name: 'account', path: '/account', as: 'Mia Creator' },
  { name: 'books', path: '/account/books', as: 'Mia Creator' },
  { name: 'delete-account', path: '/account/delete', as: 'Mia Creator' },
  { name: 'notifications', path: '/notifications', as: 'Mia Creator' },
  { name: 'not-found', path: '/nowhere', as: 'Mia Creator' },
  { name: 'admin-overview', path: '/admin/overview', as: 'Ada Admin' },
  { name: 'admin-analytics', path: '/admin/analytics', as: 'Ada Admin' },
  { name: 'admin-live', path: '/admin/live', as: 'Ada Admin' },
  { name: 'admin-grant', path: '/admin/grant', as: 'Ada Admin' },
  { name: 'admin-alerts', path: '/admin/alerts', as: 'Ada Admin' },
  { name: 'admin-alert-rules', path: '/admin/alerts?view=rules', as: 'Ada Admin' },
  { name: 'admin-endpoints', path: '/admin/endpoints?endpoint=new', as: 'Ada Admin' },
  { name: 'admin-abuse', path: '/admin/abuse', as: 'Ada Admin' },
  { name: 'admin-audit', path: '/admin/audit', as: 'Ada Admin' },
  { name: 'admin-moderation', path: '/admin/moderation', as: 'Ada Admin' },
  { name: 'admin-prices', path: '/admin/prices', as: 'Ada Admin' },
  { name: 'admin-payments', path: '/admin/payments', as: 'Ada Admin' },
  { name: 'admin-people', path: '/admin/people', as: 'Ada Admin' },
  { name: 'admin-person', path: '/admin/people/demo-creator', as: 'Ada Admin' },
  { name: 'admin-approvals', path: '/admin/approvals', as: 'Ada Admin' },
  { name: 'admin-emergency', path: '/admin/emergency', as: 'Ada Admin' },
  { name: 'admin-settings', path: '/admin/settings', as: 'Ada Admin' },
  { name: 'admin-system', path: '/admin/system', as: 'Ada Admin' },
];

/** The languages that are looked at, and those of which pictures are kept: the one that is translated and two for testing. */
export const screenLanguages = ['en', 'de', 'en-XA', 'en-XB'] as const;
export const picturedLanguages: readonly string[] = ['de', 'en-XA', 'en-XB'];

interface ScreenView {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** Pictures of it are kept. */
  readonly isPictured: boolean;
}

/** The sizes at which each page is looked at. Zoom halves the pixels that a page has, as the browser's does. */
export const screenViews: readonly ScreenView[] = [
  { name: '360', width: 360, height: 780, isPictured: true },
  { name: '768', width: 768, height: 900, isPictured: false },
  { name: '1440', width: 1440, height: 900, isPictured: true },
  { name: '1440 zoomed to 200%', width: 720, height: 450, isPictured: false },
];

/** In this order at every other view, and backwards at the others. */
export const screenThemes = ['dark', 'light'] as const;

/** Names that are the same in every language: of products, of demo people, and what staff call what they sell. */
export const untranslatedNames: readonly string[] = [
  ...['Firemeter', 'Stripe', 'OpenAI', 'Google', 'Chrome', 'Visa', 'English', 'Deutsch', 'UTC', 'USD', 'EUR'],
  ...['Slack', 'PagerDuty'],
  // The reason of the version that the seed publishes.
  'Prices to start from',
  ...['Mia Creator', 'Noah Second', 'Lena Low', 'Ada Admin', 'Olaf Owner', 'demo.firemeter'],
  ...['openai-compatible', 'demo-creator', 'Room to try everything in the demo'],
  'Help me turn my travel notes into a book of short stories',
  // Categories of moderation, as staff call them, and the keys that show notifications.
  ...[
    'Sex and minors',
    'Self-harm',
    'Violence',
    'Hate',
    'Illegal goods and acts',
    'Sex and nudity',
    'Swearing',
  ],
  'alt+T',
  ...Object.keys(jobs),
  ...providers.map(({ label }) => label),
  ...labelsIn(presets.studio),
  // Dates are written by `Intl`, in English for the languages for testing.
  ...'January February March April June July August September October November December'.split(' '),
  ...'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' '),
];

function labelsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    key,
    ...(typeof inner === 'string' ? [inner] : labelsIn(inner)),
  ]);
}
