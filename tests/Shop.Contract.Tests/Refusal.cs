using Shop.Testing;

namespace Shop.Contract.Tests;

/// <summary>An input that is refused with an exact answer, and changes nothing.</summary>
internal static class Refusal
{
    /// <param name="at">What <see cref="Reply.Errors"/> says, joined by commas; empty where the problem has no errors.</param>
    public static async Task HoldsAsync(Scene scene, string who, string call, string body, int status, string code, string at)
    {
        await scene.FillAsync(call + body);
        await HoldsAsync(scene, () => scene.SendAsync(who, call, body), status, code, at);
    }

    /// <inheritdoc cref="HoldsAsync(Scene, string, string, string, int, string, string)"/>
    /// <param name="send">It makes nothing new: what it needs is there already.</param>
    public static async Task HoldsAsync(Scene scene, Func<Task<Reply>> send, int status, string code, string at)
    {
        var before = await scene.StateAsync();

        var reply = await send();

        Assert.True((reply.Status, reply.Code) == (status, code), $"{status} {code} is the contract's answer, and it was: {reply.Text}");
        Assert.Equal("application/problem+json", reply.Headers["Content-Type"]);
        Assert.Equal(at, reply.Json["errors"] is null ? "" : string.Join(", ", reply.Errors));
        Assert.Equal(before, await scene.StateAsync());
    }
}
