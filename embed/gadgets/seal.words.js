export const words = {
  en: {
    holds: "✓ Your browser has checked it: this is what was sealed before anybody took part.",
    broken: "✗ This is not what was sealed. Seal: {seal}",
    by_hand: "To check it by hand: SHA-256 of the salt {salt} and the answer has to be {seal}.",
  },
  "zh-Hans": {
    holds: "✓ 你的浏览器已核对：这就是参与开始前封存的内容。",
    broken: "✗ 这和当初封存的不一样。封条：{seal}",
    by_hand: "也可以自己核对：盐 {salt} 加上答案的 SHA-256 应当等于 {seal}。",
  },
  "zh-Hant": {
    holds: "✓ 你的瀏覽器已核對：這就是參與開始前封存的內容。",
    broken: "✗ 這和當初封存的不一樣。封條：{seal}",
    by_hand: "也可以自己核對：鹽 {salt} 加上答案的 SHA-256 應當等於 {seal}。",
  },
};
