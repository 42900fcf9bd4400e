import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { Markdown } from './markdown.tsx';

const htmlOf = (text: string) => renderToStaticMarkup(<Markdown text={text} />);

test.each([
  '![a map](https://storage.googleapis.com/theirs/x.png?said=secret)',
  '![a map][1]\n\n[1]: https://example.com/x.png',
  '<img src="https://example.com/x.png">',
  '<video src="https://example.com/x.mp4"></video><link rel="prefetch" href="https://example.com">',
  '[![a map](https://example.com/x.png)](https://example.com)',
  '![](data:image/svg+xml,x)',
])('%s makes the browser fetch nothing', (text) => {
  expect(htmlOf(text)).not.toMatch(/<(img|video|audio|source|iframe|link|object|embed|style|input)\b/);
});

test('a link opens a page of its own that learns nothing of ours', () => {
  const html = htmlOf('[the map](https://example.com/map) ![a map](https://example.com/x.png)');
  expect(html.match(/<a href="[^"]*" target="_blank" rel="noopener noreferrer"/g)).toHaveLength(2);
});

test.each([
  'javascript:alert(1)',
  'data:text/html,x',
  'vbscript:x',
  'file:///etc/passwd',
  '//example.com',
  '/billing',
])('a link to %s leads nowhere', (url) => expect(htmlOf(`[here](${url})`)).not.toContain('href'));
