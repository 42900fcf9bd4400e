import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';

test('a message takes its values and its elements', () => {
  const [name, count] = ['Mia', 3];
  const html = renderToStaticMarkup(
    <Trans>
      <b>{name}</b> has {count} left
    </Trans>,
  );
  expect(html).toBe('<b>Mia</b> has 3 left');
});

test('a number chooses the form of its word', () => {
  const changes = (count: number) => plural(count, { one: '# change', other: '# changes' });
  expect([changes(1), changes(2_000)]).toEqual(['1 change', '2,000 changes']);
});

test('what a user wrote is shown as it is, also where it looks like a tag or an escape', () => {
  const text = String.raw`<0>bold</0> \x41`;
  const html = renderToStaticMarkup(
    <Trans>
      {text} by <b>them</b>
    </Trans>,
  );
  expect(html).toBe(String.raw`&lt;0&gt;bold&lt;/0&gt; \x41 by <b>them</b>`);
});

test('a quotation mark of either kind survives', () => {
  const name = 'x';
  expect(t`It's "${name}"`).toBe('It\'s "x"');
});
