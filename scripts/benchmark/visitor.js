// A visitor in a hurry, run in Photoloupe's page before its own scripts: picks a photo in the first file input
// that appears, and notes in globalThis.firstLabelMs when the photo's label stands on the page.
(async () => {
  const read = async (url) => (await fetch(url)).blob();
  const [photo, label] = await Promise.all([read('/data/500-pixel.jpg'), read('/data/label.txt')]);
  const words = await label.text();

  function* rootsBelow(root) {
    yield root;
    for (const element of root.querySelectorAll('*'))
      if (element.shadowRoot) yield* rootsBelow(element.shadowRoot);
  }
  const roots = () => [...rootsBelow(document)];
  const appears = (find) =>
    new Promise((resolve) => {
      const look = () => {
        const found = find();
        if (found) resolve(found);
        else requestAnimationFrame(look);
      };
      look();
    });

  const input = await appears(() =>
    roots()
      .map((root) => root.querySelector('input[type=file]'))
      .find(Boolean),
  );
  const files = new DataTransfer();
  files.items.add(new File([photo], 'photo.jpg', { type: 'image/jpeg' }));
  input.files = files.files;
  input.dispatchEvent(new Event('change', { bubbles: true }));
  await appears(() => roots().some((root) => (root.body ?? root).textContent.includes(words)));
  globalThis.firstLabelMs = performance.now();
})();
