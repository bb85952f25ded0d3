// SPDX-License-Identifier: Apache-2.0

/// The months by name, in the languages in which feeds have been seen to write them.
enum MonthNames {
    /// The month, 1 to 12, that `word` names; nil for any other word. Three letters are enough.
    static func month(_ word: DateWord) -> Int? {
        guard word.count >= 3 else { return nil }
        if let index = english.firstIndex(of: word.firstThree) { return index + 1 }
        if weekdays.contains(word.firstThree), word.packed != 0, word.count == 3 { return nil }
        return others[word.string]
    }

    private static func pack(_ names: String) -> [UInt64] {
        names.split(separator: " ").map { $0.utf8.reduce(0) { $0 << 8 | UInt64($1) } }
    }

    private static let english = pack("jan feb mar apr may jun jul aug sep oct nov dec")
    private static let weekdays = pack("mon tue wed thu fri sat sun")

    /// The months of the other languages by each beginning of their names that has three letters
    /// or more. An abbreviation that fits two is that of the language above.
    private static let others: [String: Int] = {
        var months: [String: Int] = [:]
        for year in table.split(separator: "\n") {
            for (month, name) in year.split(separator: " ").enumerated() {
                var beginning = String.UnicodeScalarView()
                for scalar in name.unicodeScalars {
                    beginning.append(scalar)
                    guard beginning.count >= 3 else { continue }
                    months[String(beginning)] = months[String(beginning)] ?? month + 1
                }
            }
        }
        return months
    }()

    private static let table = """
        januar februar märz april mai juni juli august september oktober november dezember
        jänner feber maerz april mai juni juli august september oktober november dez
        janvier février mars avril mai juin juillet août septembre octobre novembre décembre
        janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre
        enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre \
        diciembre
        gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre \
        dicembre
        janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro \
        dezembro
        januari februari maart april mei juni juli augustus september oktober november december
        januari februari mrt april maj juni juli augusti september oktober november december
        januar februar marts april maj juni juli august september oktober november december
        styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad \
        grudzień
        stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października \
        listopada grudnia
        leden únor březen duben květen červen červenec srpen září říjen listopad prosinec
        ledna února března dubna května června července srpna září října listopadu prosince
        január február március április május június július augusztus szeptember október \
        november december
        ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie \
        decembrie
        ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık
        tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta \
        syyskuuta lokakuuta marraskuuta joulukuuta
        januari februari maret april mei juni juli agustus september oktober nopember desember
        января февраля марта апреля мая июня июля августа сентября октября ноября декабря
        январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь
        січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня
        ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου \
        οκτωβρίου νοεμβρίου δεκεμβρίου
        ιανουάριος φεβρουάριος μάρτιος απρίλιος μάιος ιούνιος ιούλιος αύγουστος σεπτέμβριος \
        οκτώβριος νοέμβριος δεκέμβριος
        jan feb mrz apr mai jun jul aug sep okt nov dez
        gener febrer març abril maig juny juliol agost setembre octubre novembre desembre
        január február marec apríl máj jún júl august september október november december
        januar februar marec april maj junij julij avgust september oktober november december
        sausio vasario kovo balandžio gegužės birželio liepos rugpjūčio rugsėjo spalio lapkričio \
        gruodžio
        janvāris februāris marts aprīlis maijs jūnijs jūlijs augusts septembris oktobris \
        novembris decembris
        jaanuar veebruar märts aprill mai juuni juuli august september oktoober november detsember
        януари февруари март април май юни юли август септември октомври ноември декември
        ιαν φεβ μάρτ απρ μαϊ ιούν ιούλ αύγ σεπτ οκτ νοέ δεκ
        يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر
        ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר
        जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर
        """
}
