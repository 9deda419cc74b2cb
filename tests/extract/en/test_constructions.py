"""Constructions of English news, each in a sentence of our own with who does what to whom; and some that state nothing."""

from collections.abc import Callable

import pytest

from kg.extract.rules.candidate import Candidate

_RELATIONS = frozenset(
    "resignsFrom phones fightsWith cutsTiesWith sanctions "
    "meets praises kills callsOn condemns accuses releases rejects attacks supports recognizes invades negotiatesWith visits "
    "agreesWith cooperatesWith winsElectionIn aids threatens expels seizes ousts appoints armsTo cyberattacks "
    "pressures denies arrests".split()
)
Framed = Callable[[str], list[Candidate]]


def _told(candidates: list[Candidate]) -> set[tuple[str, str, str]]:
    return {(c.subject.entity.label("en"), c.relation, c.object.entity.label("en")) for c in candidates}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # who judges and demands: the speaker, wherever the speech is told
        ("In Norway, Biden said, local and federal authorities must act.", "Joe Biden callsOn local and federal authorities"),
        ("This is more evidence that Donald Trump is a fraud, Macron said.", "Emmanuel Macron condemns Donald Trump"),
        ('Macron spoke in Oslo. "Hungary is a disgrace," he said.', "Emmanuel Macron condemns Hungary"),
        ("Norway said Russia violated its airspace.", "Norway accuses Russia"),
        ('"Hungary is a disgrace. It is late," Macron said.', "Emmanuel Macron condemns Hungary"),
        ('Biden said Iran is near. "Sweden must act. It is late," Macron said.', "Emmanuel Macron callsOn Sweden"),
        ("Norway was hurt by accusations from Sweden that Oslo jammed radars.", "Sweden accuses Norway"),
        # verbs that share, verbs set off, sentences whose verb looks like a noun
        ("Norway urged Russia to halt the raids and release the ship.", "Russia releases ship"),
        ("Russia has, for its part, accused Norway of lying.", "Russia accuses Norway"),
        ("The plan faces fierce opposition from Germany.", "Germany rejects plan"),
        ("Norway remains deeply sceptical of the Swedish plan.", "Norway rejects Swedish plan"),
        ("Norway grew impatient with Sweden.", "Norway condemns Sweden"),
        ("Norway and Sweden all bombed Syria.", "Norway attacks Syria"),
        ("Macron, whose country hosts refugees, criticized Hungary.", "Emmanuel Macron condemns Hungary"),
        ("Norway demanded that Sweden recognize Iran.", "Sweden recognizes Iran"),
        ("Norway helped Sweden attack Syria.", "Sweden attacks Syria"),
        ("Norway, which may recognize Sweden, supports Iran.", "Norway supports Iran"),
        ("To support Sweden, Norway attacked Syria.", "Norway attacks Syria"),
        ("To support Sweden, Norway attacked Syria.", "Norway supports Sweden"),
        ("Macron is due to visit Oslo.", "Emmanuel Macron visits Norway"),
        ("President Anna Rice of Norway spoke. Rice condemned Iran.", "Anna Rice condemns Iran"),
        ("Macron said it would be a mistake for Hungary to leave.", "Emmanuel Macron condemns Hungary"),
        ('Macron, who is ill, said Hungary "must act on it".', "Emmanuel Macron callsOn Hungary"),
        ("Norway said its F-16s attacked Syria.", "Norway attacks Syria"),
        ("Sweden urged the Norwegian authorities to come to Oslo and recognize Iran.", "Norwegian authorities recognizes Iran"),
        ("Three people died in Friday's attack by Norway on Syria.", "Norway attacks Syria"),
        # phrases
        ('Norway voiced a "deep and lasting" concern about Hungary.', "Norway condemns Hungary"),
        ("Two states, Norway and Sweden, condemned Iran.", "Sweden condemns Iran"),
        ("Norway endorsed the need for a ceasefire.", "Norway supports ceasefire"),
        ("Norway recognized the right of Israel to exist.", "Norway recognizes Israel"),
        ("The rebels took control of the north.", "rebels invades north"),
        ("Norway summoned the Russian ambassador.", "Norway condemns Russia"),
        ("The U.S.-Japanese talks ended.", "United States negotiatesWith Japan"),
        ("Biden visited Obama's tomb.", "Joe Biden visits Obama's tomb"),
        ("Macron rejected President Berg's plan.", "Emmanuel Macron rejects Berg's plan"),
        ("The prime minister of Norway met Iran. The prime minister's visit to Syria ended.", "prime minister visits Syria"),
        ("Former Governor and current candidate Anna Berg criticized Hungary.", "Anna Berg condemns Hungary"),
        ("Macron won control of Hungary in the election.", "Emmanuel Macron winsElectionIn Hungary"),
        # who is meant
        ("Macron spoke to Putin. He condemned Iran.", "Emmanuel Macron condemns Iran"),
        ('Norway said all is well. "Hungary was a disgrace. It must leave," Macron said.', "Emmanuel Macron condemns Hungary"),
        ("Macron criticized Berg's plan by calling Iran evil.", "Emmanuel Macron condemns Iran"),
        ("The bill died with Trump's speech. He condemned Iran.", "Donald Trump condemns Iran"),
        ("Norway thanked Sweden for attacking Syria.", "Sweden attacks Syria"),
        ("Norway and Sweden signed a deal. Macron rejected it.", "Emmanuel Macron rejects deal"),  # not Sweden
        ("The troops stayed after 2014 to fight rebels and attack Syria.", "troops attacks Syria"),
        ("The station was built by Norway and financed by Sweden.", "Sweden aids station"),
        ("President Donald Trump's visit to Oslo ended.", "Donald Trump visits Norway"),
        ("Norway condemned President Donald Trump's threat.", "Norway condemns Donald Trump"),
        ("The treaty enjoys the support of Germany.", "Germany supports treaty"),
        ("Macron has my full support, Biden said.", "Joe Biden supports Emmanuel Macron"),
        ("The rebels control most of the north.", "rebels invades most of north"),
        ("The Biden-Macron summit will take place in May.", "Joe Biden meets Emmanuel Macron"),
        ("Biden praised the Macron-Xi summit.", "Joe Biden praises Macron-Xi summit"),
        ("Officials from Norway and Sweden met in Lyon.", "Norway meets Sweden"),
        # who died when somebody attacked
        ("Six people were killed when rebels shelled a camp.", "rebels kills Six people"),
        ("Six guards were wounded after Norway bombed the base.", "Norway kills Six guards"),
        ("Norway's Russian backers condemned Iran.", "Russia supports Norway"),
        ("Gunmen attacked a hotel in Lyon. Hamas claimed responsibility for the attack.", "Hamas attacks hotel"),
        ("Hamas and Israel agreed to a truce.", "Hamas agreesWith Israel"),
        ("Norway retaliated with tariffs on Chadian wheat.", "Norway sanctions Chad"),
        # who leaves what, what begins between whom, who cuts what
        ("Macron resigned on Friday.", "Emmanuel Macron resignsFrom France"),
        ("Macron will step down as head of the Elm Club.", "Emmanuel Macron resignsFrom Elm Club"),
        ("Clashes broke out between Hamas and Fatah.", "Hamas fightsWith Fatah"),
        ("The US cut off aid to Chad.", "United States cutsTiesWith Chad"),
        ("Norway imposed tariffs on steel from states such as Chad and Mali.", "Norway sanctions Mali"),
        ("Biden said Norway and its allies must act.", "Joe Biden callsOn allies"),
        # several at once
        ("Norway and Israel met in Oslo. The two agreed to cut taxes.", "Norway agreesWith Israel"),
        ("Norway and Sweden are holding joint military exercises.", "Norway cooperatesWith Sweden"),
        ("Oslo and Stockholm agreed on Dec. 1 to put off the talks.", "Norway agreesWith Sweden"),
        ("Biden returned on Friday from a trip to France and Ireland.", "Joe Biden visits Ireland"),
        # who acts behind brackets, relatives, complements and sources
        ("Norway left. They [the rebels] attacked Syria.", "rebels attacks Syria"),
        ("Macron noted that the vote is free and criticized Hungary.", "Emmanuel Macron condemns Hungary"),
        (
            "Hamas claimed responsibility for an attack in Lyon, France on Monday that killed two guards.",
            "Hamas kills two guards",
        ),
        ("Macron met officials, including Anna Berg, who condemned Iran.", "Anna Berg condemns Iran"),
        ("Norway allowed French jets striking Syria to stay.", "France attacks Syria"),
        ("In a tweet, Trump attacked Biden.", "Donald Trump condemns Joe Biden"),
        ("According to Xinhua, the Chinese news agency, Macron urged Norway to act.", "Emmanuel Macron callsOn Norway"),
        ("Macron met Biden. He fired at us. All ran.", "Emmanuel Macron meets Joe Biden"),
        ("Macron set a time for ministers to condemn Iran.", "ministers condemns Iran"),
        ("Norway threatened to send troops into Sweden.", "Norway threatens Sweden"),
        ("Boeing condemned Chad. The company condemned Iran.", "Boeing condemns Iran"),
        ("Some Senate Republicans threatened Trump.", "Republican Party threatens Donald Trump"),
        ("Merkel met Biden. Chairwoman Cathy Berg told us that while she backs Oslo, it is late.", "Cathy Berg supports Norway"),
        ("Macron regretted his decision to stay away from a U.N. vote condemning Iran.", "United Nations condemns Iran"),
        ("Trump attacked the treaty.", "Donald Trump condemns treaty"),
        ("Trump has condemned the treaty, which critics say does not end the war.", "Donald Trump condemns treaty"),
        ("Trump called Macron to condemn Iran.", "Donald Trump condemns Iran"),
        ("Prosecutors said Norway played a role in attacking Syria.", "Norway attacks Syria"),
        ("Biden asked Macron if he backs Norway.", "Emmanuel Macron supports Norway"),
        ("Norway issued a note to Sweden urging it to act.", "Norway callsOn Sweden"),
        ("Macron praised Biden's sanctions, which Norway imposed on Sweden for attacking Syria.", "Sweden attacks Syria"),
        ("Merkel met Biden. While she backs Oslo, Senator Elizabeth Warren condemned Mali.", "Elizabeth Warren supports Norway"),
        ("Macron refrained from criticizing Norway for deciding to attack Syria.", "Norway attacks Syria"),
        ("Anna Berg once again condemned Iran.", "Anna Berg condemns Iran"),
        ("Macron accused the government of corruption.", "Emmanuel Macron accuses government"),
        # words of time, bare infinitives, talks that are over, goods and money, acts told before, the North
        ("Days later, Norway set fire to a base, killing two guards.", "Norway kills two guards"),
        ("The pact would see Norway attack Syria.", "Norway attacks Syria"),
        ("Macron was glad after talks with Sweden.", "Emmanuel Macron meets Sweden"),
        ("Norway imposed tariffs on steel and cars from Canada and Mexico.", "Norway sanctions Mexico"),
        ("Norway slapped tariffs on $20 billion in Chinese goods.", "Norway sanctions China"),
        ("Hezbollah attacked Norway. Ten people were killed in the attack.", "Hezbollah kills Ten people"),
        ("North Korea spoke. Japan condemned the North.", "Japan condemns North Korea"),
        ("Norway was among the states that condemned Iran.", "Norway condemns Iran"),
        ("Macron also spoke by phone with Shinzo Abe; Angela Merkel; and Joe Biden.", "Emmanuel Macron phones Angela Merkel"),
        ("BERLIN—Top ministers condemned Iran.", "Top ministers condemns Iran"),
        ("Macron opened three days of talks on Monday with Sweden.", "Emmanuel Macron meets Sweden"),
        ("Police used tear gas on the protesters.", "Police attacks protesters"),
        ("Macron asked state and local officials to help.", "Emmanuel Macron callsOn state and local officials"),
        ("Norway demanded the withdrawal of rebels from Syria.", "Norway callsOn rebels"),
        ("Norway demanded Israel's withdrawal from Syria.", "Norway callsOn Israel"),
        ("Lawmakers opposed to the plan left.", "Lawmakers rejects plan"),
        ("Russia contends that it was Israel that shelled Oslo.", "Russia accuses Israel"),
        # since as an adverb, joined participles of those who lead an act, goods by weight, sites by name, ships of a body
        ("Macron has since expelled Norwegian envoys.", "Emmanuel Macron expels Norwegian envoys"),
        ("A Norwegian-led air campaign has killed ten people.", "Norway kills ten people"),
        ("Norway condemned the Russian-ordered attack on Syria.", "Norway condemns Russia"),
        ("Norway impounded two tonnes of cocaine.", "Norway seizes cocaine"),
        ("Rebels shelled the southern port of Odesa.", "Rebels attacks Odesa"),
        ("Chinese coast guard ships shelled Odesa.", "China Coast Guard attacks Odesa"),
        ("Norway demanded the departure of American soldiers from a base.", "Norway callsOn American soldiers"),
        ("The EU hit Belarus with a new round of sanctions.", "European Union sanctions Belarus"),
        ("Norway declared the French ambassador persona non grata.", "Norway expels French ambassador"),
        ("Norway gave the French ambassador 72 hours to leave.", "Norway expels French ambassador"),
        ("The army shot two men in Oslo.", "army attacks two men"),
        ("Hamas let two nuns go.", "Hamas releases two nuns"),
        ("Putin replaced Jan Berg with John Rice.", "Vladimir Putin appoints John Rice"),
        ("Putin replaced Jan Berg with John Rice.", "Vladimir Putin ousts Jan Berg"),
        ("A rebel attack killed ten people.", "rebels kills ten people"),
        ("Hamas claimed a drone attack on Odesa.", "Hamas attacks Odesa"),
        ("Norway said Hamas was behind the bombing of Odesa.", "Hamas attacks Odesa"),
        # a vote for the land that votes, participles behind a city, multitudes behind a name, who is behind a raid on computers
        ("Macron won Norway's presidential election.", "Emmanuel Macron winsElectionIn Norway"),
        ("Students marched through Oslo demanding the withdrawal of Israel.", "Students callsOn Israel"),
        ("Iran sold Russia hundreds of drones.", "Iran armsTo Russia"),
        ("Russia was behind a cyberattack on Norway.", "Russia cyberattacks Norway"),
        # who goes on behind a relative clause, ranks behind titles, what a name is called, people by nation
        ("Congress sacked Jan Berg, who condemned Iran, and condemned Mali.", "US Congress condemns Mali"),
        ("Chad's military ruler, Capt. Jan Berg, condemned Iran.", "Jan Berg condemns Iran"),
        ("Norway shelled the Caesar Berg, a Russian landing ship, off Oslo.", "Norway attacks Caesar Berg"),
        ("Norway condemned the protests in which police killed ten people.", "police kills ten people"),
        ("Norway killed three Indian infiltrators.", "Norway kills three Indian infiltrators"),
        # dates behind owners, what is sent of a thing, whose support it is, senses of the passive
        ("Hamas's October 7 attack on Norway hurt many.", "Hamas attacks Norway"),
        ("Egypt sent trucks of aid to Gaza.", "Egypt aids Gaza Strip"),
        ("Norway, blamed by rights groups for its support of Iran, left, officials said.", "Norway supports Iran"),
        ("Jan Berg is being held by the junta.", "junta arrests Jan Berg"),
        ("Macron's party won a snap election in Norway.", "party winsElectionIn Norway"),
        ("Norway said it had brought down five Indian jets.", "Norway attacks five Indian jets"),
        # trucks with a load, verbs that are none, money in aid, backers in a city
        ("Norway bombed a truck carrying water pipes.", "Norway attacks truck"),
        ("Police lobbed stun grenades at students.", "Police attacks students"),
        ("Germany gave 100 million euros in aid to Norway.", "Germany aids Norway"),
        ('"We support Turkey," NATO Secretary General Jens Stoltenberg said.', "NATO supports Turkey"),
        # sides that the clause of an event tells, what is said of an object before it, whose a thing is, threats on a condition
        ("In a telephone conversation on Monday, Macron urged Merkel to act.", "Emmanuel Macron phones Angela Merkel"),
        ("Macron told Merkel in a phone call that it is late.", "Emmanuel Macron phones Angela Merkel"),
        ("Under pressure from Norway, Sweden condemned Iran.", "Norway pressures Sweden"),
        ("Sweden, under pressure from Norway, condemned Iran.", "Norway pressures Sweden"),
        ("Macron dismissed as baseless a report by Norway.", "Emmanuel Macron rejects report"),
        ("Turkey opposed Sweden's NATO bid.", "Turkey rejects NATO bid"),
        ("Norway threatened to veto the budget unless Sweden left.", "Norway threatens Sweden"),
        ("Macron arrived in Oslo ahead of talks with Biden.", "Emmanuel Macron meets Joe Biden"),
        ("Norway levelled accusations against Sweden.", "Norway accuses Sweden"),
        ("Macron criticized Norway's insistence on attacking Syria.", "Norway attacks Syria"),
        # nouns of stance, talks inside a clause, help from others, bids, speakers behind commas, claims that somebody denies
        ("Norway, a close ally of Sweden, attacked Syria.", "Norway supports Sweden"),
        ("Emmanuel Macron, a critic of the deal, left.", "Emmanuel Macron condemns deal"),
        ("Macron, in a call with Merkel, condemned Iran.", "Emmanuel Macron phones Angela Merkel"),
        ("With Sweden's backing, Norway attacked Syria.", "Sweden supports Norway"),
        ("Norway's bid for membership, backed by Sweden, failed.", "Sweden supports Norway's bid"),
        ("Macron, the French leader, has accused Norway of lying.", "Emmanuel Macron accuses Norway"),
        ("Macron said there was no way to help, rejecting a Swedish plan.", "Emmanuel Macron rejects Swedish plan"),
        ("Macron heard a claim that Norway denies.", "Norway denies claim"),
        ('Norway brushed off as "not worth a word" a Swedish claim.', "Norway rejects Swedish claim"),
        ("Norway and Sweden have teamed up to train pilots.", "Norway cooperatesWith Sweden"),
        # "back" as a verb, the Philippines, whose plan he backs, speech joined over a relative, relatives of what is judged
        ("Norway agreed to back Sweden.", "Norway supports Sweden"),
        ("The Philippines has condemned Iran.", "Philippines condemns Iran"),
        ("Macron met Xi, whose plan he has praised.", "Emmanuel Macron praises plan"),
        ("Norway rejected a note which said it was late, and condemned Iran.", "Norway condemns Iran"),
        ("Norway opposed a deal that would end the war and has threatened Sweden.", "Norway threatens Sweden"),
        ("The raid, which Norway has condemned, killed ten.", "Norway condemns raid"),
        ("Macron and Biden discussed the raid, which both leaders condemned.", "Joe Biden condemns raid"),
        ("Macron, on a rare visit to Oslo, condemned Iran.", "Emmanuel Macron visits Norway"),
        # acts that somebody is given, thanks, a second name between the subject and verb of what is said
        ("Norway gave Sweden its full support.", "Norway supports Sweden"),
        ("Norway offered Sweden its condolences.", "Norway praises Sweden"),
        ("Macron sent his sincere thanks to Norway.", "Emmanuel Macron praises Norway"),
        ("Sweden said on Monday its leader, Anna Berg, had condemned Iran.", "Anna Berg condemns Iran"),
        # speakers behind what they say is so, meetings of both, help behind commas, votes
        ("Macron said Norway was late and accused Sweden of lying.", "Emmanuel Macron accuses Sweden"),
        ("Macron told Merkel at their meeting on Monday that it is late.", "Emmanuel Macron meets Angela Merkel"),
        ("Norway and Sweden agreed in March, with Swiss mediation, to restore ties.", "Norway agreesWith Sweden"),
        ("Norway's parliament voted on Tuesday to condemn Iran.", "Norwegian Parliament condemns Iran"),
        ("The ministry called the raid a crime and voiced its solidarity with Norway.", "ministry supports Norway"),
        # what is inserted behind the subject of what is said; whose country "his country" is
        ("The ministry said Hamas, a group that opposes the accord, would reject the plan.", "Hamas rejects plan"),
        ("Officials say Macron, who stayed in Lyon, criticized Hungary.", "Emmanuel Macron condemns Hungary"),
        ("Norway said Sweden, in a note to the press, condemned Iran.", "Sweden condemns Iran"),
        ("Biden said Macron, elected last year, would support Iran.", "Emmanuel Macron supports Iran"),
        ("Macron said Hungary, along with Norway, attacked Syria.", "Hungary attacks Syria"),
        ("Macron told Merkel that his country backs Norway.", "France supports Norway"),
        ("Norwegian minister Anna Berg met Biden. Berg said her country supports Iran.", "Norway supports Iran"),
        ("Putin accused Macron of attacking his country.", "Emmanuel Macron attacks Russia"),
    ],
)
def test_who_does_what_to_whom(framed: Framed, text: str, expected: str) -> None:
    relation = next(w for w in expected.split() if w in _RELATIONS)
    subject, obj = expected.split(f" {relation} ")
    assert (subject, relation, obj) in _told(framed(text)), _told(framed(text))


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Hamas met Sweden. Macron said it is terrible that children suffer.", "condemns"),  # not Hamas
        ("Sweden met Iran. Norway will defend itself.", "supports"),  # neither Sweden nor Iran
        ("All is well. To attack Norway is wrong, Macron said.", "condemns"),  # the attack, not Norway
        ("All is well. The mayor wrote a note in which he thanked them.", "praises"),  # no note was thanked
        ("All is well. Macron set goals for a tour following the attacks in Lyon.", "attacks"),  # nor did Macron attack
        ("All is well. Norway has seen a rise in attacks on Christians.", "attacks"),  # Norway saw it
        ("All is well. The ministry works with the family and appropriate authorities.", "seizes"),  # an adjective
        ("All is well. Macron said Hungary must be stopped.", "callsOn"),  # nobody is asked
        ("All is well. Macron hopes to sway Hungary, which must vote.", "callsOn"),
        ("All is well. Macron said Hungary should have waited.", "callsOn"),
        ("All is well. Norway has heard rumors about the attack on Syria.", "attacks"),  # which it only heard of
        ("All is well. They work for a London consulting firm.", "negotiatesWith"),
        ("All is well. Sanders claimed that Hungary would have fallen.", "accuses"),
        ("Norway met Sweden. A year or two ago talking was hard.", "negotiatesWith"),
        ("All is well. Macron is concerned about the safety of Hungary.", "condemns"),
        ("All is well. Macron said the raid was revenge for a brutal attack.", "condemns"),
        ("Norway attacked Syria. Sweden strikes at the core of the problem.", "attacks"),  # Sweden struck nobody
        ("All is well. North Korea fired a missile into the sea.", "attacks"),
        ("All is well. The attacks in Paris that killed ten people were condemned.", "kills"),  # France did not
        ("All is well. Two gunmen killed in the Berg Hotel attack were named.", "kills"),  # nor the hotel
        ("All is well. Trump criticized the Russia investigation.", "investigates"),  # it is one into Russia
        ("All is well. Macron called the deal a victory for Hungary.", "callsOn"),
        ("All is well. Macron believes Hungary is a strong partner.", "accuses"),
        ("All is well. Macron never meant to hurt Hungary, Norway said.", "condemns"),
        ("All is well. Macron supports an idea.", "supports"),
        ("All is well. In Norway, backers of Berg left.", "supports"),  # not Norway
        ("All is well. Parliament installed loyalists of Jan Berg.", "appoints"),  # not himself
        ("All is well. Colombian marines boarded a ship in the Gulf, the navy said.", "accuses"),  # its own
        ("All is well. Macron released all notes on the Russia investigation, without delay, of Merkel.", "investigates"),
        ("All is well. Congress will vote on a bill to fund the government.", "aids"),  # it keeps its own offices open
        ("All is well. Macron said the raid on Norway is important.", "praises"),
        ("All is well. Norwegian talks went on, with Sweden floating ideas.", "negotiatesWith"),  # it only does that
        ("All is well. Norway demanded Assad's ouster.", "callsOn"),  # he is not asked
        ("Norway killed Saleh. Iran vowed to avenge Saleh.", "threatens"),  # for him
        ("All is well. Macron left, and everyone criticized Hungary.", "condemns"),  # nobody is told
        ("Hezbollah attacked Norway. Ten guards left, and no one was killed in the attack.", "kills"),
        ("Hezbollah attacked Norway. Ten guards were killed in the shelling.", "kills"),  # another act
        ("All is well. Macron said it is a sign to states that Hungary has to wait.", "callsOn"),
        ("All is well. Norwegian officials called for action and plan to meet Sweden.", "agreesWith"),
        ("Macron met Merkel. Macron spoke.", "meets"),  # with nobody who is told
        ("All is well. Six rebels were killed when they attacked a base.", "kills"),  # not by themselves
        ("All is well. Six rebels were killed before Norway bombed the base.", "kills"),
        ("Macron praised Norway. I support Sweden.", "supports"),  # whoever wrote it does
        ("All is well. They needed cash, Macron said.", "callsOn"),
        ("All is well. Macron said the tariffs are not the right way.", "praises"),
        ("All is well. Macron refused to name an ambassador.", "rejects"),
        ("All is well. Macron does not think Hungary is reliable.", "praises"),
        ("Hungary left. It would be unfortunate if this ended in tears, Macron said.", "condemns"),
        ("All is well. In a reference to Norwegian raids, Macron in his Oslo speech praised Iran.", "attacks"),  # on no speech
        ("All is well. Macron claimed Hungary could win.", "accuses"),
        ("All is well. Hungary claims to have won.", "accuses"),
        ("All is well. Macron does not want to upset Hungary.", "condemns"),
        ("All is well. Norway won the legal battle against Sweden.", "fightsWith"),
        ("All is well. Macron returned to France on Monday.", "visits"),
        ("All is well. Macron said the raid could be more dangerous.", "condemns"),
        ("All is well. Macron insisted that Hungary is right.", "callsOn"),
        ("All is well. Norway denied Sweden the permit.", "denies"),
        ("All is well. Macron does not think Hungary should act.", "callsOn"),
        ("All is well. Macron was coy about whether he thinks Hungary should act.", "callsOn"),
        ("All is well. Macron said Hungary will have to wait.", "callsOn"),
        ("All is well. Macron said it is wiser for Hungary to wait.", "praises"),
        ("All is well. Macron said the term was fair given the failure of Berg.", "condemns"),
        ("All is well. Macron met the two Korean leaders.", "negotiatesWith"),
        ("All is well. A Facebook message reached Berg.", "phones"),
        ("All is well. Macron called for the Swedish plan.", "callsOn"),
        ("Macron spoke of peace. A raid blamed on the Syrian army killed ten.", "accuses"),  # by nobody who is told
        ("Norway met Sweden. You support Chad and you fund Mali.", "aids"),
        ("All is well. Trump called the Russia investigation a witch hunt.", "investigates"),
        ("All is well. Macron said partnering with Norway is wrong.", "cooperatesWith"),
        ("Norway met Sweden. Macron has dealt with it.", "negotiatesWith"),
        ("All is well. Those who think Hungary should act left.", "callsOn"),
        ("All is well. Macron said Hungary will need to wait.", "callsOn"),
        ("All is well. Putin and Russia worked to win.", "cooperatesWith"),
        ("All is well. Macron gave several stories on the attack on Syria.", "attacks"),
        ("Hungary won. It is the failure to support Norway that hurts.", "supports"),
        ("All is well. The court leaves Congress to decide.", "withdrawsFrom"),
        (
            "All is well. Norwegian leaders did little to stop the flow of people, many of them old, from entering Mexico.",
            "invades",
        ),
        ("All is well. Macron said it is more vital than ever for Norway to act.", "praises"),
        ("All is well. Macron said demolishment of the site would block Norway.", "restricts"),
        ("All is well. Macron won thanks to Norway.", "praises"),
        ("All is well. In a meeting on Monday, Macron told reporters that it is late.", "meets"),
        ("All is well. Norway threatened to strike Oslo unless Sweden left.", "concedesTo"),
    ],
)
def test_nobody_is_meant(framed: Framed, text: str, relation: str) -> None:
    last = text.rindex(". ", 0, len(text) - 1)
    assert not [c for c in framed(text) if c.relation == relation and c.start > last]


def test_joined_names_are_no_list_across_a_closing_quotation_mark(framed: Framed) -> None:
    told = _told(framed('"They raised the pressure on Norway," Sweden said.'))
    assert not any(obj == "Sweden" for _, _, obj in told)


def test_women_are_not_he(framed: Framed) -> None:
    told = _told(framed("Angela Merkel met the president of Chad. She condemned Iran."))
    assert ("Angela Merkel", "condemns", "Iran") in told
