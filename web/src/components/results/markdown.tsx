import { t } from '@lingui/core/macro';
import { memo, type ReactNode } from 'react';
import ReactMarkdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';

const components: Components = {
  p: ({ children }) => <p className="my-3 first:mt-0 last:mb-0">{children}</p>,
  h1: ({ children }) => <h3 className="mt-5 mb-2 font-semibold text-lg first:mt-0">{children}</h3>,
  h2: ({ children }) => <h3 className="mt-5 mb-2 font-semibold text-base first:mt-0">{children}</h3>,
  h3: ({ children }) => <h4 className="mt-4 mb-1.5 font-semibold first:mt-0">{children}</h4>,
  ul: ({ children }) => <ul className="my-3 list-disc space-y-1 ps-5 marker:text-ink-3">{children}</ul>,
  ol: ({ children }) => <ol className="my-3 list-decimal space-y-1 ps-5 marker:text-ink-3">{children}</ol>,
  a: ({ children, href }) => <Link href={href}>{children}</Link>,
  // Loading it would tell its server whatever a model was made to write into its address.
  img: ({ alt, src }) => <Link href={src}>{alt || t`Image`}</Link>,
  code: ({ children }) => (
    <code className="rounded bg-raised px-1 py-0.5 font-mono text-[0.85em]">{children}</code>
  ),
  pre: ({ children }) => (
    <pre
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reachable by keyboard
      tabIndex={0}
      className="my-3 overflow-x-auto rounded-lg border border-line bg-sunken p-3 text-[0.8125rem] [&_code]:bg-transparent [&_code]:p-0"
    >
      {children}
    </pre>
  ),
  blockquote: ({ children }) => (
    <blockquote className="my-3 border-line-strong border-s-2 ps-3 text-ink-2">{children}</blockquote>
  ),
  table: ({ children }) => (
    <div className="my-3 overflow-x-auto">
      <table className="w-full text-start text-[0.8125rem] [&_td]:border-t [&_td]:py-1.5 [&_td]:pe-4 [&_th]:py-1.5 [&_th]:pe-4">
        {children}
      </table>
    </div>
  ),
};

const plugins = [remarkGfm];

/** Where a link may lead: to a page, a mail, or a footnote of the same text. */
function linkTarget(url: string): string {
  return /^(https?:\/\/|mailto:|#)/i.test(url) ? url : '';
}

function Link({ href, children }: { href: string | Blob | undefined; children: ReactNode }) {
  return (
    <a
      {...(typeof href === 'string' && href !== '' && { href })}
      target="_blank"
      rel="noopener noreferrer"
      className="text-ember-text underline underline-offset-2"
    >
      {children}
    </a>
  );
}

/** Text that a model wrote. It can't make the browser fetch anything: nothing is loaded until a person follows a link. */
export const Markdown = memo(({ text }: { text: string }) => (
  <div className="min-w-0 break-words text-[0.9375rem] leading-relaxed">
    <ReactMarkdown remarkPlugins={plugins} components={components} urlTransform={linkTarget}>
      {text}
    </ReactMarkdown>
  </div>
));
