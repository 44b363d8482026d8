// What was made in Teachable Machine, opened here.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { zipSync } from 'fflate';
import { Classroom } from './support/classroom';
import { teachableMachineProject } from './support/labelled';
import { expect, test } from './support/test';

test('opens a Teachable Machine project of photos', async ({ page }, info) => {
  const classroom = new Classroom(page);
  await classroom.open();
  const project = teachableMachineProject(info.outputPath('project.tm'), { 'My day': 4, night: 4 });
  await classroom.list.locator('#archive').setInputFiles(project);
  await classroom.expectLearned('8 photos in 2 classes');
  await expect(classroom.class('My day')).toBeVisible();
  await expect(classroom.class('night')).toBeVisible();
});

test('refuses a project of sounds, and says why', async ({ page }, info) => {
  const classroom = new Classroom(page);
  await classroom.open();
  const file = info.outputPath('sounds.tm');
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, zipSync({ 'manifest.json': Buffer.from('{"type":"audio"}'), 'Clap-!-0.webm': Buffer.from('x') }));
  await classroom.list.locator('#archive').setInputFiles(file);
  await expect(page.getByRole('alert')).toContainText('of the kind “audio”');
});
