// Classes from the camera: recording, bursts, and the part of the picture that counts.
import { expect, test } from './support/classes-test';
import { labelledFolder } from './support/labelled';

test('records while a button is held, answers meanwhile, and undoes a recording at once', async ({
  classes,
  page,
}) => {
  await classes.open();
  await classes.button('Use the camera').click();
  const record = classes.button(/^Record Class 1/);
  await record.focus();
  await page.keyboard.down('Space');
  await expect(classes.class('Class 1')).toContainText(/[3-9] photos/);
  await page.keyboard.up('Space');
  await classes.expectAnswer('Class 1');
  await expect(classes.answer).toContainText(/\d frames a second/);
  await record.hover();
  await page.mouse.down();
  await page.waitForTimeout(500);
  await page.mouse.up();
  await classes.button('Undo').click();
  await classes.button('Undo').click();
  await expect(classes.class('Class 1')).toContainText('0 photos');
});

test('records a burst after a countdown', async ({ classes, page }) => {
  await classes.open();
  await classes.button('Use the camera').click();
  await page.getByText('How it records').click();
  await page.getByLabel('A burst at a press').check();
  await page.getByRole('combobox', { name: 'Photos', exact: true }).selectOption('5');
  await page.getByLabel('Photos a second').selectOption('2');
  await classes.button(/^Record Class 2/).click();
  await expect(classes.button(/^Record Class 2/)).toContainText('in 2…');
  await expect(classes.answer).toContainText(/5 photos kept|4 photos kept; 1 frame skipped/); // a busy camera stands still
  await classes.button('Close the camera').click();
  await expect(page.locator('loupe-class-camera')).toHaveCount(0);
});

test('a burst ends with its class', async ({ classes, page }) => {
  await classes.open();
  await classes.button('Use the camera').click();
  await page.getByText('How it records').click();
  await page.getByLabel('A burst at a press').check();
  await page.getByLabel('Countdown, seconds').selectOption('0');
  await classes.button(/^Record Class 1/).click();
  await expect(classes.class('Class 1')).toContainText(/[2-9] photos/);
  await classes.button('Remove the class Class 1').click();
  const said = classes.answer.getByRole('status').last();
  await expect(said).toContainText(/photos? kept/); // while it records it says of which class
  await classes.button('Undo').click();
  const kept = await classes.class('Class 1').locator('.size').textContent();
  await page.waitForTimeout(500);
  await expect(classes.class('Class 1').locator('.size')).toHaveText(kept!);
});

test('a frame on its way goes to no other project that is opened meanwhile', async ({ classes, page }) => {
  await page.addInitScript(() => {
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    const convertToBlob = OffscreenCanvas.prototype.convertToBlob;
    OffscreenCanvas.prototype.convertToBlob = async function (...given) {
      Object.assign(globalThis, { isHeld: true });
      await held;
      return convertToBlob.apply(this, given);
    };
    Object.assign(globalThis, { release, isHeld: false });
  });
  await classes.open();
  await classes.button('Use the camera').click();
  const video = page.locator('loupe-class-camera video');
  await expect
    .poll(() => video.evaluate((element: HTMLVideoElement) => element.videoWidth))
    .toBeGreaterThan(0);
  await classes.button(/^Record Class 1/).press('Space');
  await expect.poll(() => page.evaluate('isHeld')).toBe(true);
  await classes.button('Projects').click();
  await classes.button('New project').click();
  await classes.button('Name two classes').click();
  await page.evaluate('release()');
  await classes.button(/^Record Class 2/).press('Space');
  await expect(classes.class('Class 2')).toContainText(/[1-9] photo/);
  await expect(classes.class('Class 1')).toContainText('0 photos');
});

test('asks for the other camera, shows it in place of the first, and records what it films', async ({
  classes,
  page,
}) => {
  await page.addInitScript(() => {
    const asked: unknown[] = [];
    const { mediaDevices } = navigator;
    const getUserMedia = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = (constraints) => {
      asked.push((constraints!.video as MediaTrackConstraints).deviceId ?? null);
      return getUserMedia(constraints);
    };
    Object.assign(globalThis, { asked });
  });
  await classes.open();
  await classes.button('Use the camera').click();
  const video = page.locator('loupe-class-camera video');
  const device = () =>
    video.evaluate((element: HTMLVideoElement) => {
      const [track] = (element.srcObject as MediaStream | null)?.getVideoTracks() ?? [];
      return { id: track?.getSettings().deviceId, filming: !element.paused && element.videoWidth > 0 };
    });
  await expect.poll(async () => (await device()).filming).toBe(true);
  const first = await device();
  await page.getByText('How it records').click();
  const before = await video.evaluateHandle(
    (element) => ((element as HTMLVideoElement).srcObject as MediaStream).getVideoTracks()[0]!,
  );
  await classes.button('Switch to the other camera').click();
  await expect.poll(async () => (await device()).id).not.toBe(first.id);
  const second = await device();
  await expect(page.getByLabel('Photos a second')).toBeVisible();
  expect(await page.evaluate('asked')).toEqual([null, { exact: second.id }]);
  expect(await before.evaluate(({ readyState }) => readyState)).toBe('ended');
  await expect.poll(async () => (await device()).filming).toBe(true);
  await classes.button(/^Record Class 1/).press('Space');
  await expect(classes.class('Class 1')).toContainText(/[1-9] photo/);
  await classes.button('Switch to the other camera').click();
  await expect.poll(async () => (await device()).id).toBe(first.id);
});

test('goes on when a frame cannot be made a photo, and says so', async ({ classes, page }) => {
  await page.addInitScript(() => {
    const convertToBlob = OffscreenCanvas.prototype.convertToBlob;
    let asked = 0;
    OffscreenCanvas.prototype.convertToBlob = function (...given) {
      if (asked++ === 1) return Promise.reject(new DOMException('no memory', 'EncodingError'));
      return convertToBlob.apply(this, given);
    };
  });
  await classes.open();
  await classes.button('Use the camera').click();
  const record = classes.button(/^Record Class 1/);
  await record.focus();
  await page.keyboard.down('Space');
  await expect(classes.answer).toContainText(/[2-9] photos kept; .*1 frame lost/);
  await page.keyboard.up('Space');
  await expect(classes.class('Class 1')).toContainText(/[2-9] photos/);
  await classes.button('Undo').click();
  await expect(classes.class('Class 1')).toContainText('0 photos');
});

test('scrolls the buttons of many classes, below the picture', async ({ classes, page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await classes.open();
  await classes.button('Name two classes').click();
  for (let more = 0; more < 10; more++) await classes.button('Add a class').click();
  await classes.button('Camera').click();
  const last = classes.button(/^Record Class 12/);
  await expect(last).toBeVisible();
  await expect(last).not.toBeInViewport();
  for (const size of [
    { width: 390, height: 844 },
    { width: 1440, height: 900 },
  ]) {
    await page.setViewportSize(size);
    await last.evaluate((button) => button.scrollIntoView({ block: 'nearest' }));
    await expect(last).toBeInViewport({ ratio: 1 });
    await expect(page.locator('loupe-class-camera .picture')).toBeInViewport({ ratio: 1 });
  }
});

test('among many classes a finger that holds records until it is lifted, and one that swipes scrolls', async ({
  classes,
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await classes.open();
  await classes.button('Name two classes').click();
  for (let more = 0; more < 10; more++) await classes.button('Add a class').click();
  await classes.button('Camera').click();
  const record = classes.button(/^Record Class 1\b/);
  const buttons = page.locator('loupe-class-camera .record');
  const scrolled = () => buttons.evaluate(({ scrollTop }) => scrollTop);
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setTouchEmulationEnabled', { enabled: true });
  let middle = { x: 0, y: 0 };
  const aim = async () => {
    await record.scrollIntoViewIfNeeded();
    const { x, y, width, height } = (await record.boundingBox())!;
    middle = { x: x + width / 2, y: y + height / 2 };
  };
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', up = 0) => {
    const touchPoints = type === 'touchEnd' ? [] : [{ ...middle, y: middle.y - up }];
    return session.send('Input.dispatchTouchEvent', { type, touchPoints });
  };
  const slide = () => Promise.all([10, 20, 30, 40, 50, 60, 70].map((up) => touch('touchMove', up)));
  await aim();
  await page.clock.install();
  await page.clock.pauseAt(Date.now() + 60_000); // for a busy machine a swipe would stand still
  await Promise.all([touch('touchStart'), slide(), touch('touchEnd')]);
  await expect.poll(scrolled).toBeGreaterThan(0);
  await page.clock.runFor(1000);
  await page.clock.resume();
  await expect(record).toContainText('0 photos');
  await aim();
  await Promise.all([touch('touchStart'), touch('touchEnd')]); // a tap
  await expect(record).toContainText(/[1-9] photo/);
  await aim();
  const before = await scrolled();
  await touch('touchStart');
  await expect(record).toHaveClass('recording');
  await slide();
  await page.waitForTimeout(300); // a scroll would end it
  await expect(record).toHaveClass('recording');
  expect(await scrolled()).toBe(before);
  await touch('touchEnd');
  await expect(record).not.toHaveClass('recording');
});

test('skips what shows nothing new while it records, and says so', async ({ classes, page }) => {
  await page.addInitScript(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 });
    const context = canvas.getContext('2d')!;
    const draw = (shade: string) => {
      context.fillStyle = shade;
      context.fillRect(0, 0, 640, 480);
    };
    let shade = '#303030';
    setInterval(() => draw(shade), 50);
    Object.assign(globalThis, { turn: (to: string) => (shade = to) });
    navigator.mediaDevices.getUserMedia = () => Promise.resolve(canvas.captureStream());
  });
  await classes.open();
  await classes.button('Use the camera').click();
  const record = classes.button(/^Record Class 1/);
  await record.focus();
  await page.keyboard.down('Space');
  await expect(classes.answer).toContainText(/1 photo kept; [3-9] frames skipped/);
  await page.evaluate("turn('#909090')");
  await expect(classes.answer).toContainText('2 photos kept');
  await page.keyboard.up('Space');
  await expect(classes.class('Class 1')).toContainText('2 photos');
});

test('keeps and answers the part of the picture that was chosen', async ({ classes, page }) => {
  await page.addInitScript(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 });
    const context = canvas.getContext('2d')!;
    setInterval(() => {
      context.fillStyle = '#204080';
      context.fillRect(0, 0, 640, 480);
      context.fillStyle = '#f04020';
      context.fillRect(480, 0, 160, 480); // the quarter on the right
    }, 50);
    navigator.mediaDevices.getUserMedia = () => Promise.resolve(canvas.captureStream());
  });
  const colourOf = (name: string) =>
    classes
      .class(name)
      .getByRole('button', { name: /^Photo/ })
      .first()
      .evaluate(async (button) => {
        const tile = button.querySelector('loupe-class-photo')!;
        const image = tile.shadowRoot!.querySelector('img')!;
        const context = new OffscreenCanvas(1, 1).getContext('2d')!;
        await image.decode();
        context.drawImage(image, 0, 0, 1, 1);
        return [...context.getImageData(0, 0, 1, 1).data.slice(0, 3)];
      });
  await classes.open();
  await classes.button('Use the camera').click();
  await page.getByText('Which part of the picture').click();
  await page.getByLabel('Closer').fill('4');
  await page.getByLabel('Across').fill('1');
  await classes.button(/^Record Class 1/).press('Space');
  await expect(classes.class('Class 1')).toContainText('1 photo');
  await page.getByLabel('Across').fill('0');
  await classes.button(/^Record Class 2/).press('Space');
  await expect(classes.class('Class 2')).toContainText('1 photo');
  await expect.poll(async () => (await colourOf('Class 1'))[0]).toBeGreaterThan(200);
  await expect.poll(async () => (await colourOf('Class 2'))[0]).toBeLessThan(60);
  await classes.expectAnswer('Class 2');
  await page.getByLabel('Across').fill('1');
  await classes.expectAnswer('Class 1');
});

test('a recording ends with the camera that is unplugged', async ({ classes, page }) => {
  await classes.open();
  await classes.button('Use the camera').click();
  const video = page.locator('loupe-class-camera video');
  await page.getByText('How it records').click();
  await page.getByLabel('A burst at a press').check();
  await page.getByLabel('Countdown, seconds').selectOption('0');
  const record = classes.button(/^Record Class 1/);
  await record.click();
  await expect(classes.class('Class 1')).toContainText(/[1-9] photo/);
  await video.evaluate((element: HTMLVideoElement) => {
    const [track] = (element.srcObject as MediaStream).getVideoTracks();
    track!.stop();
    track!.dispatchEvent(new Event('ended'));
  });
  await expect(classes.answer.getByRole('alert')).toContainText('camera');
  await classes.button('Try again').click();
  await expect(record).toBeVisible();
  const before = await classes.class('Class 1').textContent();
  await page.waitForTimeout(800); // four frames
  expect(await classes.class('Class 1').textContent()).toBe(before);
});

test('tries what is pasted while the camera is on', async ({ classes, page }) => {
  await classes.open();
  await classes.button('Use the camera').click();
  await expect(classes.button(/^Record Class 1/)).toBeVisible();
  await page.evaluate(async () => {
    const clipboardData = new DataTransfer();
    const file = await (await fetch('samples/cat.png')).blob();
    clipboardData.items.add(new File([file], 'pasted.png', { type: 'image/png' }));
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
  });
  await expect(classes.answer.getByRole('img', { name: 'pasted.png' })).toBeVisible();
});

for (const [device, size] of [
  ['a laptop', { width: 1280, height: 800 }],
  ['a phone', { width: 390, height: 844 }],
] as const)
  test(`shows the picture together with the buttons of five classes on ${device}`, async ({
    classes,
    page,
  }, info) => {
    const sizes = { daisy: 2, dandelion: 2, roses: 2, sunflowers: 2, tulips: 2 };
    await page.setViewportSize(size);
    await classes.open();
    await classes.addFolder(labelledFolder(info.outputPath('five'), sizes));
    await classes.expectLearned('10 photos in 5 classes');
    await classes.button('Camera').click();
    await expect(classes.answer).toContainText(/\d frames a second/);
    await expect(page.locator('loupe-class-camera .picture')).toBeInViewport({ ratio: 1 });
    await expect(classes.button(/^Record tulips/)).toBeInViewport({ ratio: 1 });
  });
