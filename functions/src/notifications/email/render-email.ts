import type { NotificationClass, NotificationLanguage, NotificationText } from '../../contract/index.ts';
import { emailTexts } from './email-texts.ts';

/** A notification as it stands in an e-mail. */
export interface EmailPart extends NotificationText {
  /** Absolute. */
  readonly url: string;
}

interface EmailContent {
  readonly language: NotificationLanguage;
  readonly class: NotificationClass;
  /** One, or those of a digest. */
  readonly parts: readonly EmailPart[];
  readonly settingsUrl: string;
  /** Null: nobody can unsubscribe from it. */
  readonly unsubscribeUrl: string | null;
}

export interface RenderedEmail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Renders an e-mail as plain text and as HTML, which follows the reader's dark or light theme. */
export function renderEmail(content: EmailContent): RenderedEmail {
  const { language, parts } = content;
  const [only] = parts;
  if (parts.length === 1 && only) {
    return {
      subject: only.title,
      text: plainText(only, content),
      html: page(only.title, article(only), content),
    };
  }
  const { digest } = emailTexts[language];
  const intro = { ...digest, url: content.settingsUrl.replace(/\/account.*$/, '/notifications') };
  const texts = parts.map(({ title, text, url }) => `${title}\n${text}\n${url}`);
  const html = `${article(intro)}${parts.map(item).join('')}`;
  return {
    subject: digest.title,
    text: [digest.text, ...texts, footerText(content)].join('\n\n'),
    html: page(digest.title, html, content),
  };
}

function plainText(part: EmailPart, content: EmailContent): string {
  const rows = (part.rows ?? []).map(([label, value]) => `${label}: ${value}`);
  const blocks = [part.title, part.text, rows.join('\n'), `${part.action}: ${part.url}`, footerText(content)];
  return blocks.filter((block) => block !== '').join('\n\n');
}

function footerText({ language, class: of, settingsUrl, unsubscribeUrl }: EmailContent): string {
  const { why, settings, unsubscribe } = emailTexts[language];
  const lines = [why[of], `${settings}: ${settingsUrl}`];
  if (unsubscribeUrl !== null) lines.push(`${unsubscribe}: ${unsubscribeUrl}`);
  return ['--', ...lines].join('\n');
}

function article({ title, text, action, url, rows = [] }: EmailPart): string {
  const lines = rows.map(
    ([label, value, total]) =>
      `<tr${total ? ' class="total"' : ''}><th scope="row" class="label">${escapeHtml(label)}</th><td class="value">${escapeHtml(value)}</td></tr>`,
  );
  const table =
    lines.length > 0 ? `<table role="presentation" class="rows" width="100%">${lines.join('')}</table>` : '';
  return `<h1>${escapeHtml(title)}</h1><p class="text">${escapeHtml(text)}</p>${table}<p class="action"><a class="button" href="${escapeHtml(url)}">${escapeHtml(action)}</a></p>`;
}

function item({ title, text, url }: EmailPart): string {
  return `<div class="item"><a href="${escapeHtml(url)}">${escapeHtml(title)}</a><p class="text">${escapeHtml(text)}</p></div>`;
}

function page(title: string, body: string, content: EmailContent): string {
  const { language, class: of, settingsUrl, unsubscribeUrl } = content;
  const { why, settings, unsubscribe } = emailTexts[language];
  const links = [`<a href="${escapeHtml(settingsUrl)}">${escapeHtml(settings)}</a>`];
  if (unsubscribeUrl !== null)
    links.push(`<a href="${escapeHtml(unsubscribeUrl)}">${escapeHtml(unsubscribe)}</a>`);
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><title>${escapeHtml(title)}</title><style>${STYLE}</style></head><body><div class="page"><p class="brand">Firemeter</p><div class="card">${body}</div><p class="foot">${escapeHtml(why[of])}<br>${links.join(' · ')}</p></div></body></html>`;
}

/** Mail programs ignore much of CSS: plain rules, and a few colors for dark themes. */
const STYLE = [
  'body{margin:0;padding:0;background:#f6f4f1;color:#1d1916;font:15px/1.5 system-ui,-apple-system,Roboto,Arial,sans-serif}',
  '.page{max-width:560px;margin:0 auto;padding:24px 16px}',
  '.brand{margin:0 0 16px;font-weight:700;font-size:17px;color:#d4571a}',
  '.card{background:#fff;border:1px solid #e6e0d9;border-radius:14px;padding:28px 24px}',
  'h1{margin:0 0 10px;font-size:21px;line-height:1.3}.text{margin:0;color:#4c453f}',
  '.rows{margin:20px 0 0;border-collapse:collapse;font-variant-numeric:tabular-nums}',
  '.rows th,.rows td{padding:9px 0;border-top:1px solid #ece7e1;text-align:left;font-weight:400;vertical-align:top}',
  '.rows td{text-align:right;word-break:break-word}.rows .label{color:#6b635b;padding-right:16px;white-space:nowrap}',
  '.rows .total th,.rows .total td{font-weight:700;color:inherit}',
  '.action{margin:24px 0 0}.button{display:inline-block;background:#ea6a24;color:#1f0e04;text-decoration:none;font-weight:600;border-radius:10px;padding:11px 18px}',
  '.item{border-top:1px solid #ece7e1;margin-top:18px;padding-top:16px}.item a{color:inherit;font-weight:600;text-decoration:none}',
  '.foot{margin:18px 4px 0;font-size:12px;color:#6b635b}.foot a{color:#6b635b}',
  '@media (prefers-color-scheme:dark){body{background:#0f0c0a;color:#f3eee9}.card{background:#191512;border-color:#322b26}.text{color:#c9c0b8}.rows th,.rows td,.item{border-color:#322b26}.rows .label,.foot,.foot a{color:#a2988f}.brand{color:#ff9a5c}}',
].join('');

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
