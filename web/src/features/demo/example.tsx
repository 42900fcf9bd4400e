import { type ReactNode, useId } from 'react';
import { CodeSample } from './code-sample.tsx';

interface ExampleProps {
  title: string;
  text: string;
  /** What shows it, to be copied. */
  code: string;
  /** What changes what is shown. */
  controls?: ReactNode;
  children: ReactNode;
}

/** A component at work, with its controls and its code. */
export function Example({ title, text, code, controls, children }: ExampleProps) {
  const id = useId();
  return (
    <article aria-labelledby={id}>
      <h2 id={id} className="font-semibold text-xl tracking-tight">
        {title}
      </h2>
      <p className="mt-1 max-w-2xl text-ink-2">{text}</p>
      {controls && <div className="mt-4 flex flex-wrap items-end gap-x-6 gap-y-3">{controls}</div>}
      <div className="mt-4 rounded-2xl border border-line bg-surface/60 p-4 sm:p-6">{children}</div>
      <CodeSample code={code} label={title} />
    </article>
  );
}

/** One of several states side by side, with its name. */
export function Case({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <p className="mb-1.5 font-mono text-ink-3 text-xs">{name}</p>
      {children}
    </div>
  );
}
