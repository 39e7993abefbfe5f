using Shop.Testing;

namespace Shop.Api.Tests.Http;

public sealed class MediaTypeTests(EchoApplication echo) : IClassFixture<EchoApplication>
{
    private static readonly Ask Create = new Ask("POST", "/v1/echoes").With("""{"name":"a"}""");

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("Application/JSON;charset=\"UTF-8\"")]
    public async Task JSON_in_UTF_8_is_taken(string type) =>
        Assert.Equal(201, (await echo.SendAsync(Create with { ContentType = type })).Status);

    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/problem+json")]
    [InlineData("application/*")]
    public async Task Any_other_media_type_is_415_with_the_one_that_is_taken(string? type)
    {
        var reply = await echo.SendAsync(Create with { ContentType = type });

        Assert.Equal((415, "unsupported-media-type"), (reply.Status, reply.Code));
        Assert.Equal("application/json", reply.Headers["Accept"]);
    }

    [Theory]
    [InlineData("POST", "gzip")]
    [InlineData("GET", "identity")]
    public async Task A_packed_request_is_415(string method, string coding)
    {
        var reply = await echo.SendAsync((Create with { Method = method }).Header("Content-Encoding", coding));

        Assert.Equal(415, reply.Status);
    }
}
