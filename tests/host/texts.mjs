// What the invented shop has to say, in the languages that the widget speaks.
export const texts = {
  en: {
    claim: "Things for the house that outlast it",
    kicker: "From the workshop",
    title: "Something new is on the bench",
    lead: "Every August we clear one table, and what is made on it stays under a cloth until it is done.",
    before: [
      "We have been told not to say what it is. We may say that it took eleven tries, that two of us disagree about the colour, " +
        "and that it makes no sound at all.",
    ],
    after: [
      "If you would rather wait: the shop is open from ten to six, the cloth stays where it is, and there is tea.",
      "Last year's table held the folding steps. Four hundred of them stand in four hundred kitchens by now, and three came back: " +
        "two for a new hinge, one because the cat had moved in.",
    ],
  },
  "zh-Hans": {
    claim: "比房子更耐用的家什",
    kicker: "工坊来信",
    title: "工作台上有件新东西",
    lead: "每年八月，我们会清空一张工作台。在它完成之前，上面的东西一直盖着布。",
    before: ["我们答应过不说它是什么。能说的是：试了十一次才成，颜色我们至今没有吵出结果，而且它一点声音也没有。"],
    after: [
      "如果您愿意等：店铺十点到六点营业，那块布还在原处，茶也一直有。",
      "去年那张台子上做的是折叠梯凳。如今四百个厨房里站着四百个，只回来过三个：两个换铰链，一个是因为猫住进去了。",
    ],
  },
  "zh-Hant": {
    claim: "比房子更耐用的家什",
    kicker: "工坊來信",
    title: "工作檯上有件新東西",
    lead: "每年八月，我們會清空一張工作檯。在它完成之前，上面的東西一直蓋著布。",
    before: ["我們答應過不說它是什麼。能說的是：試了十一次才成，顏色我們至今沒有吵出結果，而且它一點聲音也沒有。"],
    after: [
      "如果您願意等：店舖十點到六點營業，那塊布還在原處，茶也一直有。",
      "去年那張檯子上做的是摺疊梯凳。如今四百個廚房裡站著四百個，只回來過三個：兩個換鉸鏈，一個是因為貓住進去了。",
    ],
  },
};
