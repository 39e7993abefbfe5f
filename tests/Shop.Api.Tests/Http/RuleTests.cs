using Shop.Testing;

namespace Shop.Api.Tests.Http;

public sealed class RuleTests(EchoApplication echo) : IClassFixture<EchoApplication>
{
    [Theory]
    [InlineData("{}", "#/name required")]
    [InlineData("""{"name":null}""", "#/name required")]
    [InlineData("""{"name":"  "}""", "#/name min_length")]
    [InlineData("""{"name":"12345678901"}""", "#/name max_length")]
    [InlineData("""{"name":"a\u0000b"}""", "#/name forbidden_chars")]
    [InlineData("""{"name":"a\u202eb"}""", "#/name forbidden_chars")]
    [InlineData("""{"name":"a\nb"}""", "#/name forbidden_chars")]
    [InlineData("""{"name":"a","text":"a\rb"}""", "#/text forbidden_chars")]
    [InlineData("""{"name":"a","quantity":0}""", "#/quantity min")]
    [InlineData("""{"name":"a","quantity":1001}""", "#/quantity max")]
    [InlineData("""{"name":"a","ownerId":"123"}""", "#/ownerId format")]
    [InlineData("""{"name":"a","ownerId":"+192f0c1-0000-7000-8000-00000000000a"}""", "#/ownerId format")]
    [InlineData("""{"name":"a","ownerId":"0x92f0c1-0000-7000-8000-00000000000a"}""", "#/ownerId format")]
    [InlineData("""{"name":"a","kind":"Small"}""", "#/kind enum")]
    [InlineData("""{"name":"a","madeOn":"2023-02-29"}""", "#/madeOn format")]
    [InlineData("""{"name":"a","madeOn":"1899-12-31"}""", "#/madeOn min")]
    [InlineData("""{"name":"a","madeOn":"2101-01-01"}""", "#/madeOn max")]
    [InlineData("""{"name":"a","tags":["a","b","c","d"]}""", "#/tags max_length")]
    [InlineData("""{"name":"a","tags":["a","b","a"]}""", "#/tags/2 duplicate")]
    [InlineData("""{"name":"a","tags":["a","B"]}""", "#/tags/1 pattern")]
    [InlineData("""{"name":"a","items":[]}""", "#/items min_length")]
    [InlineData("""{"name":"a","items":[{"productId":"p"}]}""", "#/items/0/quantity required")]
    [InlineData("""{"name":"a","items":[{"productId":"p","quantity":1},{"productId":"P","quantity":1}]}""", "#/items/1/productId duplicate")]
    [InlineData("""{"name":"a","attributes":{"K.1":"v"}}""", "#/attributes/K.1 pattern")]
    [InlineData("""{"name":"a","attributes":{"a/b~":"123456"}}""", "#/attributes/a~1b~0 max_length")]
    public async Task A_broken_rule_is_422_with_its_field_and_code(string body, string error)
    {
        var reply = await echo.SendAsync(new Ask("POST", "/v1/echoes").With(body));

        Assert.Equal((422, "validation-failed"), (reply.Status, reply.Code));
        Assert.Equal([error], reply.Errors);
    }

    [Theory]
    [InlineData("""{"name":"😀😀😀😀😀😀😀😀😀😀"}""")]
    [InlineData("""{"name":"a","text":"line\nline\tend"}""")]
    [InlineData("""{"name":"a","ownerId":"0192F0C1-0000-7000-8000-00000000000A"}""")]
    [InlineData("""{"name":"a","text":null,"tags":null,"items":null,"attributes":null,"quantity":null}""")]
    public async Task What_keeps_the_rules_passes(string body) =>
        Assert.Equal(201, (await echo.SendAsync(new Ask("POST", "/v1/echoes").With(body))).Status);

    [Fact]
    public async Task All_broken_rules_are_told_at_once_one_for_each_field()
    {
        var reply = await echo.SendAsync(new Ask("POST", "/v1/echoes").With("""{"name":"\u0000 and far too long","quantity":-1,"kind":"x","tags":["A"]}"""));

        Assert.Equal(["#/name max_length", "#/quantity min", "#/kind enum", "#/tags/0 pattern"], reply.Errors);
    }

    [Fact]
    public async Task A_sentence_says_what_is_asked_for()
    {
        var reply = await echo.SendAsync(new Ask("POST", "/v1/echoes").With("""{"name":"a","quantity":0,"tags":["A"]}"""));

        Assert.Equal(
            ["must be at least 1", "must be {1,8} lower-case letters"],
            [.. reply.Json["errors"]!.AsArray().Select(error => (string)error!["detail"]!)]);
    }
}
