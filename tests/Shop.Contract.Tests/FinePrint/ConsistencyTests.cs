namespace Shop.Contract.Tests.FinePrint;

/// <summary>Consistency-Token and Read-Consistency.</summary>
[Collection(OneShop.Name)]
public sealed class ConsistencyTests(ShopWithPeople people)
{
    private const string Token = "Consistency-Token";
    private const string Product = "/v1/products/{product}";

    private readonly Scene _scene = new(people);

    [Theory]
    [InlineData("Read-Consistency", "STRONG")]
    [InlineData("Read-Consistency", "session")]
    [InlineData("Read-Consistency", "")]
    [InlineData(Token, "")]
    [InlineData(Token, "not-a-token")]
    public async Task A_header_that_says_nothing_is_refused(string name, string value)
    {
        var reply = await _scene.SendAsync("anonymous", "GET " + Product, "", (name, value));

        Assert.Equal((400, "invalid-header"), (reply.Status, reply.Code));
        Assert.StartsWith(name, Assert.Single(reply.Errors));
    }

    [Fact]
    public async Task A_token_with_one_character_changed_is_refused()
    {
        var token = (await _scene.SendAsync("anonymous", "GET " + Product)).Headers[Token];
        var changed = token[..^1] + (token[^1] == 'A' ? 'E' : 'A');

        Assert.Equal(400, (await _scene.SendAsync("anonymous", "GET " + Product, "", (Token, changed))).Status);
    }

    [Theory]
    [InlineData("strong")]
    [InlineData("eventual")]
    public async Task Each_consistency_shows_what_the_token_stands_for(string consistency)
    {
        var product = await _scene.FillAsync(Product);
        for (var units = 1001; units <= 1010; units++)
        {
            var written = await _scene.SendAsync("admin", $"POST {product}/stock/adjustments", """{"delta":1,"reason":"count"}""");
            var read = await _scene.SendAsync(
                "anonymous", "GET " + product, "", (Token, written.Headers[Token]), ("Read-Consistency", consistency));

            Assert.Equal((200, units), (read.Status, (int)read.Json["stock"]!["available"]!));
        }
    }
}
