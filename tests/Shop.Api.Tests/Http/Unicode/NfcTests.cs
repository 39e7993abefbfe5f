using Shop.Api.Http.Unicode;

namespace Shop.Api.Tests.Http.Unicode;

public sealed class NfcTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("Cafe\u0301", "Caf\u00e9")]
    [InlineData("a\u0323\u0302", "\u1ead")] // two marks, one letter
    [InlineData("a\u0302\u0323", "\u1ead")] // in the other order
    [InlineData("a\u0302\u0302", "\u00e2\u0302")] // one of the same class stays
    [InlineData("\u212b", "\u00c5")] // the Angstrom sign is a letter
    [InlineData("\u0958", "\u0915\u093c")] // never composed
    [InlineData("\u1112\u1161\u11ab", "\ud55c")] // Korean
    [InlineData("\uac00\u11a8", "\uac01")]
    [InlineData("\U0001109A", "\U0001109A")]
    [InlineData("\U00011099\U000110BA", "\U0001109A")]
    [InlineData("e\u200d\u0301", "e\u200d\u0301")] // a joiner stands between
    public void Text_is_composed_as_Unicode_says(string text, string composed) => Assert.Equal(composed, Nfc.Compose(text));

    [Fact]
    public void Long_runs_of_marks_come_out_in_order()
    {
        var text = "x" + string.Concat(Enumerable.Repeat("\u0315\u0300\u0321", 10_000));

        var composed = Nfc.Compose(text);

        Assert.Equal("x" + new string('\u0321', 10_000) + new string('\u0300', 10_000) + new string('\u0315', 10_000), composed);
    }
}
