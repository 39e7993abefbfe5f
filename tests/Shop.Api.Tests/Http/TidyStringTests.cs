using Shop.Api.Http.Json;

namespace Shop.Api.Tests.Http;

public sealed class TidyStringTests
{
    [Theory]
    [InlineData(" e\u0301 ", "\u00e9")]
    [InlineData("\uFFFE", "\uFFFE")]
    [InlineData("e\u0301\uFFFEe\u0301", "\u00e9\uFFFE\u00e9")]
    [InlineData("\uFFFF e\u0301", "\uFFFF \u00e9")]
    [InlineData("", "")]
    public void Text_is_trimmed_and_composed_whatever_stands_in_it(string sent, string kept) =>
        Assert.Equal(kept, TidyStringConverter.Tidy(sent));
}
