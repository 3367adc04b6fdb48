// 嵌入其他网站的那一页，在开始核验之前的文字。

import type { Language } from "../app/src/language.ts";

const zh = {
  code: "zh-CN",
  switchTo: "English",
  larger: "长辈版",
  normal: "标准版",
  tools: "语言和字号",
  title: "实名核验",
  lead: "需要用摄像头确认是您本人，大约一分钟。扫描人脸之前，会先请您单独同意。",
  looking: "正在检查这台设备能否扫描…",
  waiting: "正在等待网站发起核验…",
  starting: "正在打开…",
  start: "开始核验",
  cancel: "暂不核验",
  cancelled: "已退出核验。",
  otherDevice: "用手机继续",
  counter: "到登记窗口办理",
  notLoaded: "页面没有加载成功，请检查网络后再试一次。",
  notFramed: "本页供其他网站嵌入使用，请从您要办事的网站打开。",
};

type EmbeddedWords = typeof zh;

const en: EmbeddedWords = {
  code: "en",
  switchTo: "中文",
  larger: "Larger text",
  normal: "Normal text",
  tools: "Language and size of text",
  title: "Real-name check",
  lead: "The camera confirms that it is you, in about a minute. Before your face is scanned you are asked for a consent of its own.",
  looking: "Looking whether this device can scan…",
  waiting: "Waiting for the site to begin…",
  starting: "Opening…",
  start: "Begin",
  cancel: "Not now",
  cancelled: "You have left the check.",
  otherDevice: "Go on with a phone",
  counter: "Go to the counter",
  notLoaded: "The page did not load. Check the connection and try again.",
  notFramed:
    "This page is shown within other sites. Please open it from the site where you have business.",
};

export const embeddedWords: Record<Language, EmbeddedWords> = { zh, en };
