// The words of menus and dialogs outside the window, in both languages.

import type { ErrorCode } from '../../base/app-error.js';

export interface Words {
  readonly menu: Readonly<
    Record<'file' | 'quit' | 'edit' | 'undo' | 'redo' | 'cut' | 'copy' | 'paste' | 'selectAll', string> &
      Record<'fullLock' | 'view' | 'fullScreen' | 'minimize' | 'close' | 'help' | 'logFolder', string>
  >;
  readonly tray: Readonly<Record<'open' | 'quit' | 'unread', string>>;
  readonly link: Readonly<Record<'question' | 'open' | 'cancel', string>>;
  readonly closing: Readonly<Record<'question' | 'meaning' | 'quit' | 'minimize' | 'cancel', string>>;
  /** Of a file the owner wanted to keep somewhere. */
  readonly notSaved: string;
  readonly trouble: Readonly<
    Record<
      | 'crashed'
      | 'refused'
      | 'nothingLost'
      | 'nothingDone'
      | 'again'
      | 'offline'
      | 'folder'
      | 'logFolder'
      | 'report'
      | 'quit'
      | 'reportTitle'
      | 'reportMeaning'
      | 'save'
      | 'back',
      string
    >
  >;
  /** Why a node does not start, for the codes it has then; others are shown as they are. */
  readonly refusals: Readonly<Partial<Record<ErrorCode, string>>>;
}

const english: Words = {
  menu: {
    file: 'File',
    fullLock: 'Disconnect and lock',
    quit: 'Quit Kith',
    edit: 'Edit',
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    selectAll: 'Select all',
    view: 'View',
    fullScreen: 'Full screen',
    minimize: 'Minimise',
    close: 'Close window',
    help: 'Help',
    logFolder: 'Open log folder',
  },
  tray: { open: 'Open Kith', quit: 'Quit Kith', unread: 'unread' },
  link: { question: 'Open this address outside Kith?', open: 'Open', cancel: 'Cancel' },
  closing: {
    question: 'Quit Kith?',
    meaning:
      'There is no tray here to keep it in. While Kith is not running nothing reaches you; what your friends write waits with them. Kith remembers your answer.',
    quit: 'Quit',
    minimize: 'Keep running, minimised',
    cancel: 'Cancel',
  },
  notSaved: 'The file could not be saved there. Choose another folder, or make room on the disk.',
  trouble: {
    crashed: 'Kith’s node stopped three times within a minute.',
    refused: 'Kith’s node cannot start.',
    nothingLost: 'Your messages are safe on this computer.',
    nothingDone: 'Kith changed nothing there: what was there still is.',
    again: 'Start again',
    offline: 'Start without network',
    folder: 'Open folder',
    logFolder: 'Open log folder',
    report: 'Report…',
    quit: 'Quit',
    reportTitle: 'This is the whole report',
    reportMeaning: 'It is sent nowhere. Save it if you want to give it to somebody.',
    save: 'Save…',
    back: 'Back',
  },
  refusals: {
    CONFIG_INVALID: 'A setting is not understood. Put it right in config.conf, in the folder with your data.',
    HOME_UNUSABLE: 'The folder with your data cannot be used. Check that it is a folder and belongs to you.',
    HOME_IN_USE: 'Another program uses the folder with your data. End that one, then start again.',
    ACCESS_DENIED:
      'Access to your data was denied. Check that the folder and what is in it belong to you, and that the disk can be written.',
    DISK_FULL: 'The disk is full. Free some space, then start again.',
    STORE_TOO_NEW: 'Your data was written by a newer Kith. Update Kith.',
  },
};

const russian: Words = {
  menu: {
    file: 'Файл',
    fullLock: 'Отключиться и заблокировать',
    quit: 'Выйти из Kith',
    edit: 'Правка',
    undo: 'Отменить',
    redo: 'Повторить',
    cut: 'Вырезать',
    copy: 'Копировать',
    paste: 'Вставить',
    selectAll: 'Выделить всё',
    view: 'Вид',
    fullScreen: 'Во весь экран',
    minimize: 'Свернуть',
    close: 'Закрыть окно',
    help: 'Справка',
    logFolder: 'Открыть папку журнала',
  },
  tray: { open: 'Открыть Kith', quit: 'Выйти из Kith', unread: 'не прочитано' },
  link: { question: 'Открыть этот адрес вне Kith?', open: 'Открыть', cancel: 'Отмена' },
  closing: {
    question: 'Выйти из Kith?',
    meaning:
      'Здесь нет области уведомлений, где Kith мог бы остаться. Пока Kith не запущен, до вас ничего не доходит; написанное друзьями ждёт у них. Kith запомнит ваш ответ.',
    quit: 'Выйти',
    minimize: 'Не выходить, свернуть',
    cancel: 'Отмена',
  },
  notSaved: 'Сохранить файл в это место не удалось. Выберите другую папку или освободите место на диске.',
  trouble: {
    crashed: 'Узел Kith остановился три раза за минуту.',
    refused: 'Узел Kith не может запуститься.',
    nothingLost: 'Ваши сообщения в сохранности на этом компьютере.',
    nothingDone: 'Kith там ничего не изменил: всё, что было, осталось.',
    again: 'Запустить снова',
    offline: 'Запустить без сети',
    folder: 'Открыть папку',
    logFolder: 'Открыть папку журнала',
    report: 'Отчёт…',
    quit: 'Выйти',
    reportTitle: 'Это весь отчёт целиком',
    reportMeaning: 'Он никуда не отправляется. Сохраните его, если хотите кому-то передать.',
    save: 'Сохранить…',
    back: 'Назад',
  },
  refusals: {
    CONFIG_INVALID: 'Настройка не понята. Исправьте её в файле config.conf в папке с вашими данными.',
    HOME_UNUSABLE:
      'Папку с вашими данными использовать нельзя. Проверьте, что это папка и что она принадлежит вам.',
    HOME_IN_USE: 'Папку с вашими данными использует другая программа. Закройте её и запустите Kith снова.',
    ACCESS_DENIED:
      'В доступе к вашим данным отказано. Проверьте, что папка и всё в ней принадлежат вам и что на диск можно писать.',
    DISK_FULL: 'Диск заполнен. Освободите место и запустите Kith снова.',
    STORE_TOO_NEW: 'Ваши данные записаны более новой версией Kith. Обновите Kith.',
  },
};

/** `locale`: the system's, like `ru` or `en-GB`. */
export function wordsFor(locale: string): Words {
  return /^ru(?![a-z])/iu.test(locale) ? russian : english;
}
