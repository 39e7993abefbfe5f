using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Shop.Api.Http;
using Shop.Api.Http.Json;
using Shop.Data.Redis;

namespace Shop.Api.Tests.Http;

/// <summary>A patch whose object changes under it: how often it is run again, and against which version.</summary>
public sealed class LostRaceTests
{
    private readonly List<string> _compared = [];
    private int _version;

    [Fact]
    public async Task A_lost_race_is_run_again_against_what_is_there_then()
    {
        var answer = await ApplyAsync(ifMatch: "", winsAt: 4);

        Assert.Equal("4", Assert.IsType<Answer<string>>(answer.Result).Body);
        Assert.Equal(["1", "2", "3", "4"], _compared);
    }

    [Fact]
    public async Task A_hundred_lost_races_end_in_503_and_no_change()
    {
        var answer = await ApplyAsync(ifMatch: "*", winsAt: int.MaxValue);

        Assert.Equal((503, "overloaded"), (Assert.IsType<Problem>(answer.Result).Status, Assert.IsType<Problem>(answer.Result).Code));
        Assert.Equal(100, _compared.Count);
    }

    [Theory]
    [InlineData("1", "1")]
    [InlineData("7 1.5 1", "1.5 1")]
    [InlineData("7", "W")]
    [InlineData("W", "W")]
    public async Task A_client_that_named_a_version_is_told_at_once(string ifMatch, string compared)
    {
        var answer = await ApplyAsync(ifMatch, winsAt: int.MaxValue);

        Assert.Equal(412, Assert.IsType<Problem>(answer.Result).Status);
        Assert.Equal([compared], _compared);
    }

    private Task<Results<Answer<string>, Problem>> ApplyAsync(string ifMatch, int winsAt)
    {
        var json = new ServiceCollection().AddShopJson().AddJson(EchoJson.Default).BuildServiceProvider()
            .GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var whole = new BodyContract<WaveRequest>(json, new WaveValidator()) { IsOptional = false };
        var contract = new PatchContract<WaveRequest>(json, whole) { IsOptional = false };
        var patch = new Patch<WaveRequest>(JsonElement.Parse("""{"reason":"x"}"""), contract);
        var change = new Change(new Operation("record", "fingerprint", "id", FromClient: false), ifMatch);
        return patch.ApplyAsync(change, ReadAsync, (merged, based) => ReplaceAsync(merged, based, winsAt));
    }

    private Task<Patchable<WaveRequest>?> ReadAsync()
    {
        _version++;
        return Task.FromResult<Patchable<WaveRequest>?>(new(new WaveRequest("old"), Subject.At(_version, $"{_version}.5")));
    }

    private Task<Results<Answer<string>, Problem>> ReplaceAsync(WaveRequest merged, Change based, int winsAt)
    {
        _compared.Add(based.IfMatch);
        return Task.FromResult<Results<Answer<string>, Problem>>(
            _version == winsAt && merged.Reason == "x" ? Answer.Ok(based.IfMatch) : Problems.PreconditionFailed(_version + 1));
    }
}
